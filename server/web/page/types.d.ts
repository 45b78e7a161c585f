/** The types that the page's scripts share; for the checker only, not served. */

/** The server's frames, in the dialect "chat.events". Only an own message has a `client_id`. */
interface Message { type: "message"; id: string; nickname: string; content: string; timestamp: string; client_id?: string }
interface Private { type: "private"; id: string; nickname: string; to: string; content: string; timestamp: string; client_id?: string }
interface System { type: "system"; content: string; timestamp: string }
interface Movement { type: "user_joined" | "user_left"; nickname: string; timestamp: string; user_count: number }
interface HistoryFrame { type: "history"; messages: Said[]; complete: boolean; last_id?: string }
interface User { nickname: string; connections: number }
interface Users { type: "users"; users: User[]; user_count: number }
interface Typing { type: "typing"; nickname: string; typing: boolean }
interface Pong { type: "pong"; nonce: string }
interface Refusal { type: "error"; code: string; content: string; timestamp: string }
type Said = Message | Private;
type Frame = Said | System | Movement | HistoryFrame | Users | Typing | Pong | Refusal;

/** What this page sends. */
type Command =
  | { type: "message"; content: string; client_id: string; to?: string }
  | { type: "typing"; typing: boolean }
  | { type: "history"; before: string; limit: number }
  | { type: "ping"; nonce: string };

/** A message to send; `to` is "" for everybody. Each attempt has the same client id. */
interface OutgoingMessage { clientId: string; content: string; to: string }

/** How frames are written on a connection. `format` returns null if there is nothing to send; `answer` takes frames that the dialect makes up. */
interface Dialect {
  protocol?: string;
  opened(answer: (frame: Frame) => void): void;
  parse(data: unknown): Frame[];
  format(command: Command, answer: (frame: Frame) => void): string | null;
}

/** Whom to connect as, where. Empty texts are not sent. `session` is a secret by which the server knows this tab again. */
interface ConnectOptions { name: string; room: string; token: string; session: string }

interface Timers {
  /** Milliseconds on a clock that is never set. */
  now(): number;
  after(milliseconds: number, action: () => void): number;
  cancel(timer: number | undefined): void;
}

/** A socket as `WebSocket` makes it. */
type Sockets = new (address: string, protocol?: string) => WebSocket;

interface ConnectionListener {
  opened(): void;
  received(frame: Frame): void;
  /** Whether the server has not answered for some seconds. */
  doubted(isDoubtful: boolean): void;
  /** Called exactly once, and last. */
  ended(code: number): void;
}
interface Connection {
  /** Returns whether the command was sent; it may still be lost on the way. */
  send(command: Command): boolean;
  /** Asks the server for a sign of life; `isSuspect`: there is a reason to doubt that it comes. */
  check(isSuspect: boolean): void;
  close(): void;
}

/** Why a connection was refused: the HTTP status (0: the server cannot be reached) and the server's sentence. */
interface Admission { status: number; sentence: string }

type State = "disconnected" | "connecting" | "connected" | "doubtful" | "reconnecting";
interface SessionListener {
  state(state: State): void;
  opened(): void;
  received(frame: Frame): void;
  lost(): void;
  /** Called exactly once, and last. `isRefusal`: the chat was never entered. */
  ended(reason: string, isRefusal: boolean): void;
}

/** Everything of the browser that a session needs. */
interface Surroundings {
  timers: Timers;
  random(): number;
  connect(address: string, dialect: Dialect, listener: ConnectionListener): Connection;
  address(options: ConnectOptions, since: string): string;
  admission(options: ConnectOptions): Promise<Admission>;
  plainDialect(name: string): Promise<Dialect>;
}

interface OutboxDisplay {
  waiting(message: OutgoingMessage, why: string): void;
  rejected(message: OutgoingMessage): void;
  removed(message: OutgoingMessage): void;
}
