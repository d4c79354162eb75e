import { connect, type Socket } from "node:net";
import type { RunningServer } from "../../src/node/serve.ts";

/** What came back over a socket. */
export interface RawAnswer {
  readonly text: string;
  readonly closed: boolean;
}

/** How long a busy machine may take for the first byte of an answer. */
const PATIENCE = 3000;

/**
 * Sends bytes over a plain socket and collects what comes back, until the peer closes or is quiet.
 *
 * @param quiet milliseconds of silence behind something that came
 */
export function exchange(server: RunningServer, bytes: string | Uint8Array, quiet = 300): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const socket: Socket = connect(server.port, "127.0.0.1");
    let text = "";
    let timer: NodeJS.Timeout | undefined;
    const finish = (closed: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ text, closed });
    };
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => finish(false), text === "" ? Math.max(quiet, PATIENCE) : quiet);
    };
    socket.on("connect", () => {
      socket.write(bytes);
      wait();
    });
    socket.on("data", (data) => {
      text += data.toString("latin1");
      wait();
    });
    socket.on("close", () => finish(true));
    socket.on("error", () => finish(true));
  });
}

/** The status codes of all answers in a text. */
export function statuses(answer: RawAnswer): number[] {
  return [...answer.text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map((match) => Number(match[1]));
}
