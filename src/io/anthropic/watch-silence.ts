// Notices a server that has gone silent: every byte counts as a sign of life, also the pings that never become events.

export interface SilenceWatch extends Disposable {
  readonly signal: AbortSignal;
  readonly fetch: typeof fetch;
}

export function watchSilence(silenceMs: number): SilenceWatch {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), silenceMs);
  const signOfLife = () => void timer.refresh();
  return {
    signal: controller.signal,
    async fetch(input, init) {
      const response = await fetch(input, init);
      signOfLife();
      if (response.body === null) return response;
      const watched = response.body.pipeThrough(
        new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
          transform(chunk, stream) {
            signOfLife();
            stream.enqueue(chunk);
          },
        }),
      );
      return new Response(watched, {
        status: response.status,
        statusText: response.statusText,
        headers: response.headers,
      });
    },
    [Symbol.dispose]: () => clearTimeout(timer),
  };
}
