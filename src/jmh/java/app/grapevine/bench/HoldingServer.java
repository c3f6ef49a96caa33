package app.grapevine.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Takes every connection, reads nothing, and closes it some seconds later: the least that a server can do with a {@link Crowd}.
 * What it costs others is what the machine pays for so many connections, whoever has them.
 */
final class HoldingServer {
    private static final long HELD_NANOS = Duration.ofSeconds(8).toNanos();
    private static final int LOOK_MILLIS = 100;
    private static final int BACKLOG = 4096;

    private record Held(SocketChannel channel, long since) {}

    private HoldingServer() {}

    public static void main(String[] args) throws IOException {
        Deque<Held> all = new ArrayDeque<>();
        try (Selector selector = Selector.open();
                ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            System.out.println(
                    "listening on http://localhost:" + server.socket().getLocalPort());
            while (server.isOpen()) {
                selector.select(LOOK_MILLIS);
                selector.selectedKeys().clear();
                for (SocketChannel one = server.accept(); one != null; one = server.accept()) {
                    all.add(new Held(one, System.nanoTime()));
                }
                while (!all.isEmpty() && System.nanoTime() - all.element().since() > HELD_NANOS) {
                    all.remove().channel().close();
                }
            }
        }
    }
}
