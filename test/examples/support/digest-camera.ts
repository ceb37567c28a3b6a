import { createHash } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { jpegHeader } from '../../emulator/pictures';

/** A camera that gives its snapshot only to who answers its digest challenge (RFC 7616, MD5, qop auth). */
export function digestCamera(user: string, password: string): RequestListener {
  const md5 = (text: string) => createHash('md5').update(text).digest('hex');
  const [realm, nonce] = ['IP Camera(12345)', 'b1c5e8a0'];
  return (request, response) => {
    const header = request.headers.authorization ?? '';
    const sent = Object.fromEntries(
      [...header.matchAll(/(\w+)="?([^",]+)"?/g)].map(([, name = '', value = '']) => [name, value]),
    );
    const secret = md5(`${user}:${realm}:${password}`);
    const wanted = md5(`${secret}:${nonce}:${sent.nc}:${sent.cnonce}:auth:${md5(`GET:${request.url}`)}`);
    if (sent.response === wanted) {
      response.writeHead(200, { 'content-type': 'image/jpeg' }).end(jpegHeader(640, 480, 20_000));
    } else {
      const challenge = `Digest realm="${realm}", nonce="${nonce}", qop="auth", algorithm=MD5`;
      response.writeHead(401, { 'www-authenticate': challenge }).end('<html>401</html>');
    }
  };
}
