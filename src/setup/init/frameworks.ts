// The frameworks `init` knows: by which dependency each is recognised, and how its production build is served on a port.

export interface SiteFramework {
  readonly name: string;
  readonly dependency: string;
  /** Program of the dependency that serves what was built; or a folder that perfcrew serves itself. */
  readonly serve: { readonly program: string } | { readonly folder: string } | { readonly node: string };
  /** Built with this where package.json has no script `build`. */
  readonly build: string;
}

/** Those that contain others (Astro brings Vite) stand first. */
export const SITES = [
  {
    name: 'Next.js',
    dependency: 'next',
    serve: { program: 'next start --port {port}' },
    build: 'next build',
  },
  { name: 'Nuxt', dependency: 'nuxt', serve: { node: '.output/server/index.mjs' }, build: 'nuxt build' },
  {
    name: 'SvelteKit',
    dependency: '@sveltejs/kit',
    serve: { program: 'vite preview --port {port} --strictPort --host 127.0.0.1' },
    build: 'vite build',
  },
  {
    name: 'React Router',
    dependency: '@react-router/serve',
    serve: { program: 'react-router-serve ./build/server/index.js' },
    build: 'react-router build',
  },
  {
    name: 'Remix',
    dependency: '@remix-run/serve',
    serve: { program: 'remix-serve ./build/server/index.js' },
    build: 'remix vite:build',
  },
  {
    name: 'Astro',
    dependency: 'astro',
    serve: { program: 'astro preview --port {port} --host 127.0.0.1' },
    build: 'astro build',
  },
  { name: 'Gatsby', dependency: 'gatsby', serve: { folder: 'public' }, build: 'gatsby build' },
  {
    name: 'Docusaurus',
    dependency: '@docusaurus/core',
    serve: { folder: 'build' },
    build: 'docusaurus build',
  },
  { name: 'Eleventy', dependency: '@11ty/eleventy', serve: { folder: '_site' }, build: 'eleventy' },
  {
    name: 'Create React App',
    dependency: 'react-scripts',
    serve: { folder: 'build' },
    build: 'react-scripts build',
  },
  {
    name: 'Vue CLI',
    dependency: '@vue/cli-service',
    serve: { folder: 'dist' },
    build: 'vue-cli-service build',
  },
  { name: 'Parcel', dependency: 'parcel', serve: { folder: 'dist' }, build: 'parcel build' },
  {
    name: 'Vite',
    dependency: 'vite',
    serve: { program: 'vite preview --port {port} --strictPort --host 127.0.0.1' },
    build: 'vite build',
  },
] as const satisfies readonly SiteFramework[];

export const SERVERS = [
  { name: 'NestJS', dependency: '@nestjs/core' },
  { name: 'Fastify', dependency: 'fastify' },
  { name: 'Express', dependency: 'express' },
  { name: 'Koa', dependency: 'koa' },
  { name: 'Hono', dependency: '@hono/node-server' },
  { name: 'hapi', dependency: '@hapi/hapi' },
  { name: 'Restify', dependency: 'restify' },
  { name: 'Polka', dependency: 'polka' },
  { name: 'h3', dependency: 'h3' },
] as const;
