// A plain relay, the broadcast example of ws: what one client sends, all others receive. There are no
// names, and nobody learns who comes or leaves.
//
// FAULT=echoes or FAULT=reaches-one makes it faulty: see faults.toml.
import { WebSocket, WebSocketServer } from "ws";

const fault = process.env.FAULT;
const wss = new WebSocketServer({ port: Number(process.env.PORT ?? 8080) });

wss.on("connection", (socket) => {
  socket.on("error", console.error);
  socket.on("message", (data, isBinary) => {
    for (const client of wss.clients) {
      if (client.readyState !== WebSocket.OPEN) continue;
      if (client !== socket || fault === "echoes") client.send(data, { binary: isBinary });
      if (fault === "reaches-one" && client !== socket) break;
    }
  });
});

wss.on("listening", () => console.log(`The relay listens on ${wss.address().port}.`));
process.on("SIGTERM", () => process.exit(0));
