// A chat on Bun, with the native publish of its documentation.
Bun.serve({
  hostname: '127.0.0.1',
  port: Number(process.argv[2]),
  fetch(request, server) {
    const sender = new URL(request.url).searchParams.get('user') ?? 'Anonymous';
    return server.upgrade(request, { data: { sender } }) ? undefined : new Response('upgrade', { status: 426 });
  },
  websocket: {
    publishToSelf: true,
    open(socket) {
      socket.subscribe('lobby');
    },
    message(socket, text) {
      const said = JSON.stringify({ sender: socket.data.sender, content: text, type: 'message' });
      socket.publish('lobby', said);
    },
  },
});
