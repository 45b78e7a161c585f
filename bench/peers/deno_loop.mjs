// A chat on Deno, with the upgrade of its documentation and a loop over all sockets.
const sockets = new Set();

Deno.serve({ hostname: '127.0.0.1', port: Number(Deno.args[0]), onListen() {} }, (request) => {
  const sender = new URL(request.url).searchParams.get('user') ?? 'Anonymous';
  const { socket, response } = Deno.upgradeWebSocket(request);
  socket.onopen = () => sockets.add(socket);
  socket.onclose = () => sockets.delete(socket);
  socket.onmessage = (event) => {
    const said = JSON.stringify({ sender, content: event.data, type: 'message' });
    for (const other of sockets) if (other.readyState === WebSocket.OPEN) other.send(said);
  };
  return response;
});
