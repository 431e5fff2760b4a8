// Matches `GET /api/customers/:id/orders` style patterns.

export function createRouter(routes) {
  const compiled = Object.entries(routes).map(([pattern, handler]) => {
    const [method, path] = pattern.split(' ');
    return { method, segments: path.split('/'), handler };
  });

  return function find(method, pathname) {
    const wanted = pathname.split('/');
    for (const route of compiled) {
      if (route.method !== method || route.segments.length !== wanted.length) continue;
      const parameters = {};
      const matches = route.segments.every((segment, index) => {
        if (!segment.startsWith(':')) return segment === wanted[index];
        parameters[segment.slice(1)] = decodeURIComponent(wanted[index]);
        return true;
      });
      if (matches) return { handler: route.handler, parameters };
    }
    return null;
  };
}
