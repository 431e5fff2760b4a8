// How long the route that only waits keeps its caller waiting.
export const WAIT_MS = 100;
