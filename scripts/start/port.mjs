import { once } from 'node:events';

/** Lets the server listen on this computer only, on the first of the ports that is free, and returns it. */
export async function listenOnFreePort(server, ports) {
  for (const port of ports) {
    server.listen(port, '127.0.0.1');
    try {
      await once(server, 'listening');
      return server.address().port;
    } catch (error) {
      if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
    }
  }
  throw new Error(
    `The ports ${ports[0]} to ${ports.at(-1)} are all taken. Choose another one: npm start -- --port N`,
  );
}
