// The one target of the query gate that nobody lists: whatever statements the routes run.
export const CAPTURED_TARGET = 'statements of the routes';
