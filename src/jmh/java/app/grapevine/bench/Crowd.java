package app.grapevine.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Clients of all kinds that hold a service up: that send a head or a body by the byte, read nothing of what they ask for one
 * behind the other, or say nothing at all. Each that is cut off comes again. From some addresses of this machine, on a
 * thread of their own, and as a process of its own a {@link CrowdProcess}.
 */
final class Crowd implements AutoCloseable {
    private static final int BYTE_EVERY_MILLIS = 3_000;
    /** So many join within {@link #JOIN_MILLIS}: 2,500 a second. */
    private static final int JOIN_AT_ONCE = 50;

    private static final int JOIN_MILLIS = 20;
    private static final int LOOK_MILLIS = 500;
    private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\n";

    /** What a client does. */
    private enum Kind {
        IDLE("", false),
        SLOW_HEAD("GET /nobodys" + HOST + "X-Slow: ", true),
        SLOW_BODY(
                "POST /api/v1/session" + HOST + "Content-Type: application/json\r\nContent-Length: 9000\r\n\r\n{",
                true),
        SLOW_BODY_LATER(
                "POST /nobodys/share" + HOST
                        + "Content-Type: application/x-www-form-urlencoded\r\nExpect: 100-continue\r\n"
                        + "Content-Length: 9000\r\n\r\n",
                true),
        PIPELINING(("GET /api/openapi.json" + HOST + "\r\n").repeat(60), false),
        PIPELINING_CODES(("GET /nobodys" + HOST + "\r\n").repeat(100), false),
        DEAF("GET /dashboard" + HOST + "\r\n", false);

        private final byte[] begin;
        private final boolean goesOn;

        Kind(String begin, boolean goesOn) {
            this.begin = begin.getBytes(StandardCharsets.US_ASCII);
            this.goesOn = goesOn;
        }
    }

    private static final class Client {
        private final Kind kind;
        private final String address;
        private ByteBuffer unsent = ByteBuffer.allocate(0);
        private long nextByteAt;

        private Client(Kind kind, String address) {
            this.kind = kind;
            this.address = address;
        }
    }

    private final int port;
    private final List<Client> outside = new ArrayList<>();
    private final Selector selector;
    private final Thread thread;
    private volatile boolean closed;
    private volatile int joined;
    private volatile int inside;

    Crowd(int port, int clients, int addresses) throws IOException {
        this.port = port;
        this.selector = Selector.open();
        for (int i = 0; i < clients; i++) {
            outside.add(new Client(Kind.values()[i % Kind.values().length], "127.0.1." + (1 + i / 7 % addresses)));
        }
        thread = new Thread(this::run, "crowd");
        thread.start();
    }

    /**
     * Arguments: the service's port, clients, their addresses. Says how many have a connection and how often somebody has
     * connected, for each line that it reads, and leaves when there are no more.
     */
    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        try (Crowd crowd = new Crowd(Integer.parseInt(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]))) {
            while (in.readLine() != null) {
                System.out.println(crowd.inside() + " inside, " + crowd.joined() + " joined");
            }
        }
    }

    /** How many have a connection. */
    int inside() {
        return inside;
    }

    /** How often somebody has connected. */
    int joined() {
        return joined;
    }

    private void run() {
        try {
            long joinAt = System.nanoTime();
            long lookAt = joinAt;
            while (!closed) {
                long now = System.nanoTime();
                if (now >= joinAt) {
                    joinAt = now + TimeUnit.MILLISECONDS.toNanos(JOIN_MILLIS);
                    for (int i = 0; i < JOIN_AT_ONCE && !outside.isEmpty(); i++) {
                        join(outside.remove(outside.size() - 1));
                    }
                }
                selector.select(JOIN_MILLIS);
                // All of them now and then alone: the crowd is to cost the service, not the machine.
                boolean isTime = now >= lookAt;
                lookAt = isTime ? now + TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS) : lookAt;
                for (SelectionKey key : isTime ? selector.keys() : selector.selectedKeys()) {
                    if (key.isValid()) {
                        go(key, (Client) key.attachment(), now);
                    }
                }
                selector.selectedKeys().clear();
                inside = selector.keys().size();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void join(Client client) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
        channel.bind(new InetSocketAddress(client.address, 0));
        channel.configureBlocking(false);
        channel.connect(new InetSocketAddress("127.0.0.1", port));
        client.unsent = ByteBuffer.wrap(client.kind.begin);
        client.nextByteAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BYTE_EVERY_MILLIS);
        channel.register(selector, SelectionKey.OP_CONNECT, client);
        joined++;
    }

    private void go(SelectionKey key, Client client, long now) {
        SocketChannel channel = (SocketChannel) key.channel();
        try {
            if (!channel.isConnected()) {
                if (!channel.finishConnect()) {
                    return;
                }
                // Whoever is to be deaf is not asked to read; the end of the others is seen so.
                boolean isDeaf = client.kind.ordinal() >= Kind.PIPELINING.ordinal();
                key.interestOps(isDeaf ? 0 : SelectionKey.OP_READ);
            }
            if (!client.unsent.hasRemaining() && client.kind.goesOn && now > client.nextByteAt) {
                client.unsent = ByteBuffer.wrap(new byte[] {'x'});
                client.nextByteAt = now + TimeUnit.MILLISECONDS.toNanos(BYTE_EVERY_MILLIS);
            }
            if (client.unsent.hasRemaining()) {
                channel.write(client.unsent);
            }
            if (key.isReadable() && channel.read(ByteBuffer.allocate(2048)) < 0) {
                throw new IOException("cut off");
            }
            if (now > client.nextByteAt + TimeUnit.SECONDS.toNanos(20)) {
                throw new IOException("tired of waiting");
            }
        } catch (IOException e) {
            key.cancel();
            close(channel);
            outside.add(client);
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException, IOException {
        closed = true;
        thread.join();
        for (SelectionKey key : selector.keys()) {
            close((SocketChannel) key.channel());
        }
        selector.close();
    }
}
