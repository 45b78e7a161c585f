// A chat room with names, in the style of many projects on ws: JSON frames with a "type", the name in
// the first frame, and a list of users whenever somebody comes or leaves.
//
// FAULT=stale-list or FAULT=tidies-spaces makes it faulty: see faults.toml.
import { WebSocketServer } from "ws";

const fault = process.env.FAULT;
const server = new WebSocketServer({ port: Number(process.env.PORT ?? 8080), path: "/ws" });
const people = new Map(); // names by socket

function broadcast(frame) {
  const text = JSON.stringify(frame);
  for (const socket of people.keys()) socket.send(text);
}

function tellWhoIsHere() {
  broadcast({ type: "here", users: [...people.values()] });
}

server.on("connection", (socket) => {
  socket.on("message", (data) => {
    let frame;
    try {
      frame = JSON.parse(data);
    } catch {
      return socket.send(JSON.stringify({ type: "error", text: "This is not JSON." }));
    }
    if (frame.type === "join" && !people.has(socket)) {
      people.set(socket, String(frame.name));
      tellWhoIsHere();
    } else if (frame.type === "message" && people.has(socket)) {
      const text = fault === "tidies-spaces" ? frame.text.replace(/\s+/g, " ") : frame.text;
      broadcast({ type: "message", from: people.get(socket), text });
    }
  });
  socket.on("close", () => {
    if (people.delete(socket) && fault !== "stale-list") tellWhoIsHere();
  });
  socket.on("error", () => socket.terminate());
});

server.on("listening", () => console.log(`The chat listens on ${server.address().port}.`));
process.on("SIGTERM", () => process.exit(0));
