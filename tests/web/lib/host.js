// A static host for a folder, as plain as the real ones: files, index.html of folders, 404.html.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".json": "application/json",
  ".svg": "image/svg+xml", ".bin": "application/octet-stream", ".xml": "application/xml",
};

/**
 * Serves a folder, at the top or below a path. `hold(path)` may give a promise: the answer waits for it; one that is
 * refused breaks the connection. `instead(path)` may give the path of another file; null is none at all.
 * @param {string} folder
 */
export async function host(folder, below = "/") {
  /** @type {{hold: (path: string) => Promise<void> | void, instead: (path: string) => string | null, requests: string[]}} */
  const control = { hold: () => {}, instead: (path) => path, requests: [] };
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    control.requests.push(request.url ?? "");
    try {
      await control.hold(path);
    } catch {
      response.destroy();
      return;
    }
    const there = control.instead(path);
    const file = there?.startsWith(below) ? join(folder, normalize(there.slice(below.length - 1)), there.endsWith("/") ? "index.html" : "") : "";
    const bytes = file ? await readFile(file).catch(() => null) : null;
    response.writeHead(bytes ? 200 : 404, { "content-type": TYPES[extname(bytes ? file : ".html")] ?? "application/octet-stream" });
    response.end(bytes ?? (await readFile(join(folder, "404.html")).catch(() => "")));
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", () => listening(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    url: `http://localhost:${port}`,
    control,
    close() {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}
