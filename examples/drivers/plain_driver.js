// A driver for the plain dialect at /chat?user=NAME, for Node (docs/drivers.md): npm install ws
const WebSocket = require("ws");
const chats = new Map();
const tell = (line) => process.stdout.write(JSON.stringify(line) + "\n");
const hears = { message: ["user", "text"], joined: ["user"], left: ["user"], refused: ["text"] };

function heard({ type, sender: user, content: text }) {
  if (type === "message") return { kind: "message", user, text };
  if (type === "error") return { kind: "refused", text };
  return { kind: text.endsWith(" joined the chat") ? "joined" : "left", user };
}

function open({ connection, url, user, room = "lobby" }) {
  const query = new URLSearchParams(user === undefined ? { room } : { user, room });
  const chat = new WebSocket(`${url.replace("http", "ws")}/chat?${query}`, { handshakeTimeout: 5000 });
  chats.set(connection, chat);
  chat.on("open", () => tell({ event: "opened", connection }));
  chat.on("unexpected-response", (_, { statusCode }) =>
    tell({ event: "refused", connection, text: `status ${statusCode}` }));
  chat.on("message", (data) => tell({ event: "heard", connection, ...heard(JSON.parse(data)) }));
  chat.on("error", (error) => chat.readyState < 1 && tell({ event: "error", connection, text: `${error}` }));
  chat.on("close", (code) => tell({ event: "ended", connection, code }));
}

require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const request = JSON.parse(line), chat = chats.get(request.connection);
  if (request.do === "hello") tell({ event: "hello", protocol: 1, can: ["drop"], hears });
  if (request.do === "check") tell({ event: "checked" });
  if (request.do === "open") open(request);
  if (request.do === "say") chat.send(request.text);
  if (request.do === "close") chat.close(1000);
  if (request.do === "drop") chat.terminate();
}).on("close", () => process.exit());
