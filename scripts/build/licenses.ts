// The licence texts of everything that is bundled: most licences ask that their text travels with the code.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Metafile } from 'esbuild';

const manifestSchema = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string().default('see its repository'),
});

const LICENSE_FILE = /^(licen[cs]e|copying|notice)([.-].*)?$/i;

/** Packages are told by the inputs of the bundles; `inlined` names those a plugin read by itself. */
export async function thirdPartyLicenses(options: {
  readonly root: string;
  readonly metafiles: readonly Metafile[];
  readonly inlined: readonly string[];
}): Promise<string> {
  const folders = new Set(options.inlined.map((name) => `node_modules/${name}`));
  for (const input of options.metafiles.flatMap((metafile) => Object.keys(metafile.inputs))) {
    const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input)?.[0];
    if (folder !== undefined) folders.add(folder);
  }
  const entries = await Promise.all(
    [...folders].map((folder) => describePackage(join(options.root, folder))),
  );
  const unique = new Map(entries.map((entry) => [entry.title, entry.text]));
  return [...unique]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([title, text]) => `${title}\n${'-'.repeat(title.length)}\n${text}\n`)
    .join('\n');
}

async function describePackage(folder: string): Promise<{ readonly title: string; readonly text: string }> {
  const manifest = manifestSchema.parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
  const files = (await readdir(folder)).filter((name) => LICENSE_FILE.test(name)).sort();
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  const text = texts.map((content) => content.replaceAll('\r\n', '\n').trim()).join('\n\n');
  return {
    title: `${manifest.name} ${manifest.version} (${manifest.license})`,
    text: text === '' ? `Its package brings no licence text; it declares ${manifest.license}.` : text,
  };
}
