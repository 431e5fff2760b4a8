import { createRequire as __createRequire } from 'node:module';
const __bundleUrl = import.meta.url;
const require = __createRequire(__bundleUrl);

// src/io/serve-folder.ts
import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, resolve, sep } from "node:path";
import { pipeline } from "node:stream/promises";

// src/core/problem.ts
var Problem = class extends Error {
  name = "Problem";
  code;
  mend;
  constructor(code, details) {
    super(details.what, details.cause === void 0 ? void 0 : { cause: details.cause });
    this.code = code;
    this.mend = details.mend;
  }
};
function isProblem(error) {
  return error instanceof Error && error.name === "Problem" && "code" in error && "mend" in error;
}

// src/io/serve-folder.ts
var TYPES = {
  ".avif": "image/avif",
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".gif": "image/gif",
  ".html": "text/html; charset=utf-8",
  ".htm": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpeg": "image/jpeg",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".mp3": "audio/mpeg",
  ".mp4": "video/mp4",
  ".otf": "font/otf",
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".ttf": "font/ttf",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webm": "video/webm",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
  ".xml": "application/xml; charset=utf-8"
};
async function serveFolder(directory, port2) {
  const root = await folderAt(directory);
  const server = createServer((request, response) => {
    answer(root, request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else refuse(response, 500, "The file could not be read.");
    });
  });
  await new Promise((settle, reject) => {
    server.once("error", (cause) => reject(cannotListen(port2, cause)));
    server.listen(port2, "127.0.0.1", settle);
  });
  const address = server.address();
  const bound = typeof address === "object" && address !== null ? address.port : port2;
  return {
    origin: `http://127.0.0.1:${bound}`,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((settle) => server.close(settle));
      server.closeAllConnections();
      await closed;
    }
  };
}
async function folderAt(directory) {
  const root = await realpath(resolve(directory)).catch(() => null);
  if (root !== null && (await stat(root)).isDirectory()) return root;
  throw new Problem("usage", {
    what: `There is no folder ${resolve(directory)} to serve.`,
    mend: "Build the site first, or name the folder it is built into."
  });
}
function cannotListen(port2, cause) {
  return new Problem("usage", {
    what: `Port ${port2} cannot be used: ${cause.message}.`,
    mend: "Try again with another port.",
    cause
  });
}
async function answer(root, request, response) {
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("allow", "GET, HEAD");
    refuse(response, 405, "Only GET and HEAD.");
    return;
  }
  const { pathname, search } = new URL(request.url ?? "/", "http://folder");
  const path = decode(pathname);
  if (path === null) {
    refuse(response, 400, "The address is not valid.");
    return;
  }
  const found = await find(root, path);
  if (found === "folder") {
    response.writeHead(301, { location: `${pathname.replace(/^\/{2,}/, "/")}/${search}` }).end();
    return;
  }
  const missing = found === null ? await find(root, "/404.html") : null;
  const file = found ?? (missing === "folder" ? null : missing);
  if (file === null) {
    refuse(response, 404, "Not found.");
    return;
  }
  response.writeHead(found === null ? 404 : 200, {
    "content-type": TYPES[extname(file.path).toLowerCase()] ?? "application/octet-stream",
    "content-length": file.sizeBytes
  });
  if (request.method === "HEAD") response.end();
  else await pipeline(createReadStream(file.path), response);
}
function decode(pathname) {
  try {
    const path = decodeURIComponent(pathname);
    return path.includes("\0") || path.includes("\\") ? null : path;
  } catch {
    return null;
  }
}
async function find(root, path) {
  const steps = path.split("/").filter((step) => step !== "" && step !== ".");
  if (steps.some((step, index) => step.startsWith(".") && !(index === 0 && step === ".well-known")))
    return null;
  const wanted = join(root, ...steps);
  if (path.endsWith("/")) return fileAt(root, join(wanted, "index.html"));
  const file = await fileAt(root, wanted);
  if (file !== null) return file;
  if (await fileAt(root, join(wanted, "index.html")) !== null) return "folder";
  return fileAt(root, `${wanted}.html`);
}
async function fileAt(root, path) {
  const real = await realpath(path).catch(() => null);
  if (real === null || !(real === root || real.startsWith(root + sep))) return null;
  const entry = await stat(real);
  return entry.isFile() ? { path: real, sizeBytes: entry.size } : null;
}
function refuse(response, status, text) {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${text}
`);
}

// src/io/drivers/static-server.ts
var [folder = ".", port = "0"] = process.argv.slice(2);
try {
  const { origin } = await serveFolder(folder, Number(port));
  process.stdout.write(`${origin}
`);
} catch (error) {
  if (!isProblem(error)) throw error;
  process.stderr.write(`${error.message}
→ ${error.mend}
`);
  process.exitCode = 2;
}
