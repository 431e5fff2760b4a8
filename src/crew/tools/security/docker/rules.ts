// The few things of a Dockerfile that cost most when they go wrong. After Docker, "Building best practices", and CIS Docker Benchmark, 4.
import type { SecurityRule } from '../rule.ts';
import type { Instruction } from './read-dockerfile.ts';

type DockerfileRule = SecurityRule<readonly Instruction[]>;

const runsAsRoot: DockerfileRule = {
  id: 'docker-root',
  severity: 'medium',
  confidence: 'medium',
  cwe: 'CWE-250',
  why: 'Who breaks into the process is root in the container, and one flaw of the kernel away from the machine.',
  mend: 'Name a user before CMD: `USER node` in the images of Node.',
  bad: 'FROM node:24-slim\nCOPY . .\nCMD ["node", "server.js"]\n',
  good: 'FROM node:24-slim\nCOPY . .\nUSER node\nCMD ["node", "server.js"]\n',
  check: (instructions) => {
    const last = instructions.slice(instructions.findLastIndex(({ word }) => word === 'FROM'));
    const start = last.findLast(({ word }) => word === 'CMD' || word === 'ENTRYPOINT');
    const user = last.findLast(({ word }) => word === 'USER')?.rest ?? 'root';
    const isSafe = /nonroot|distroless/.test(last[0]?.rest ?? '') || !/^(root|0)(:|$)/.test(user);
    return start === undefined || isSafe ? [] : [{ ...place(start), message: 'The container runs as root.' }];
  },
};

const unpinnedBase: DockerfileRule = {
  id: 'docker-unpinned-base',
  severity: 'low',
  confidence: 'high',
  cwe: 'CWE-1357',
  why: 'The next build may begin with another system, and nobody sees the change.',
  mend: 'Name the version, better the digest, as in `node:24.4-slim@sha256:…`.',
  bad: 'FROM node:latest\nUSER node\n',
  good: 'FROM node:24-slim AS build\nFROM build\nFROM scratch\n',
  check: (instructions) => {
    const froms = instructions.filter(({ word }) => word === 'FROM');
    const stages = new Set(froms.flatMap(({ rest }) => /\bas\s+(\S+)/i.exec(rest)?.[1] ?? []));
    return froms.flatMap((from) => {
      const image = from.rest.split(/\s+/).find((part) => !part.startsWith('--')) ?? '';
      const isFixed =
        image === 'scratch' ||
        stages.has(image) ||
        image.includes('$') ||
        /@sha256:|:(?!latest$)[\w.-]+$/.test(image);
      return isFixed ? [] : [{ ...place(from), message: 'The base image has no version.' }];
    });
  },
};

const secretInLayer: DockerfileRule = {
  id: 'docker-secret-in-layer',
  severity: 'high',
  confidence: 'medium',
  cwe: 'CWE-538',
  why: 'ARG and ENV stand in the history of the image: whoever pulls it reads them with `docker history`.',
  mend: 'Mount it while building (`RUN --mount=type=secret`), or hand it over when the container starts.',
  bad: 'FROM node:24-slim\nARG NPM_TOKEN\nRUN npm ci\n',
  good: 'FROM node:24-slim\nRUN --mount=type=secret,id=npm_token npm ci\nENV TOKEN_FILE=/run/secrets/token\n',
  check: (instructions) =>
    instructions.flatMap((one) => {
      const [, name = '', value = ''] = /^([A-Za-z_]\w*)(?:[= ](.*))?$/.exec(one.rest) ?? [];
      const isNamed = /(secret|token|password|passwd|private_?key|api_?key)$/i.test(name);
      const isTold = one.word === 'ARG' || (one.word === 'ENV' && value !== '');
      return isNamed && isTold && !/^["']?["']?$/.test(one.word === 'ARG' ? name : value)
        ? [{ ...place(one), message: `\`${name}\` stays in the layers of the image.` }]
        : [];
    }),
};

const remoteScript: DockerfileRule = {
  id: 'docker-remote-script',
  severity: 'medium',
  confidence: 'high',
  cwe: 'CWE-494',
  why: 'Whatever that address answers at the next build is run, unseen.',
  mend: 'Download a fixed version, check its hash (`ADD --checksum=sha256:…`), then run it.',
  bad: 'FROM node:24-slim\nRUN curl -fsSL https://get.example.com/install.sh | sh\n',
  good: 'FROM node:24-slim\nADD --checksum=sha256:abc https://get.example.com/tool.tgz /tmp/\nRUN apt-get update\n',
  check: (instructions) =>
    instructions.flatMap((one) => {
      const isPiped =
        one.word === 'RUN' && /\b(curl|wget)\b[^|;&]*\|\s*(sudo\s+)?(ba|z|da)?sh\b/.test(one.rest);
      const isAdded =
        one.word === 'ADD' && /\bhttps?:\/\//.test(one.rest) && !one.rest.includes('--checksum');
      return isPiped || isAdded
        ? [{ ...place(one), message: 'What a remote address answers is built in unchecked.' }]
        : [];
    }),
};

function place({ line, endLine }: Instruction): Pick<Instruction, 'line' | 'endLine'> {
  return { line, endLine };
}

export const DOCKERFILE_RULES: readonly DockerfileRule[] = [
  runsAsRoot,
  unpinnedBase,
  secretInLayer,
  remoteScript,
];
