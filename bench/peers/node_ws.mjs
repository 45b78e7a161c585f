// A chat on Node's `ws`, with the broadcast loop of its documentation.
import { WebSocket, WebSocketServer } from 'ws';

const server = new WebSocketServer({ host: '127.0.0.1', port: Number(process.argv[2]) });

server.on('connection', (socket, request) => {
  const sender = new URL(request.url, 'http://localhost').searchParams.get('user') ?? 'Anonymous';
  socket.on('error', console.error);
  socket.on('message', (data, isBinary) => {
    if (isBinary) return;
    const said = JSON.stringify({ sender, content: data.toString(), type: 'message' });
    server.clients.forEach((client) => {
      if (client.readyState === WebSocket.OPEN) client.send(said);
    });
  });
});
