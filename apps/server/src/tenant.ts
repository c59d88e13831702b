/** Until there are keys, everybody who reaches the server is one tenant. */
export const TENANT = 'default';
