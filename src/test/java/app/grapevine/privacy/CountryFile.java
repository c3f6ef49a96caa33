package app.grapevine.privacy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes small country files by the MaxMind DB File Format Specification 2.0: a binary search tree over the bits
 * of an IPv6 address (IPv4 stands under ::/96), 16 bytes of zero, the data, and the metadata behind their mark.
 */
public final class CountryFile {
    private static final byte[] METADATA_MARK = {
        (byte) 0xab, (byte) 0xcd, (byte) 0xef, 'M', 'a', 'x', 'M', 'i', 'n', 'd', '.', 'c', 'o', 'm'
    };
    private static final int TYPE_STRING = 2;
    private static final int TYPE_UINT16 = 5;
    private static final int TYPE_UINT32 = 6;
    private static final int TYPE_MAP = 7;

    /** A child is a node, a country, or null for none. */
    private static final class Node {
        private final Object[] children = new Object[2];
    }

    private final Node root = new Node();

    /** @param network such as 192.0.2.0/24 or 2001:db8::/32 */
    public CountryFile with(String network, String country) throws IOException {
        String[] parts = network.split("/");
        byte[] given = InetAddress.getByName(parts[0]).getAddress();
        byte[] address = new byte[16];
        System.arraycopy(given, 0, address, 16 - given.length, given.length);
        int length = Integer.parseInt(parts[1]) + (16 - given.length) * 8;
        Node node = root;
        for (int bit = 0; bit < length - 1; bit++) {
            int side = side(address, bit);
            if (node.children[side] == null) {
                node.children[side] = new Node();
            }
            node = (Node) node.children[side];
        }
        node.children[side(address, length - 1)] = country;
        return this;
    }

    private static int side(byte[] address, int bit) {
        return address[bit / 8] >> (7 - bit % 8) & 1;
    }

    public void write(Path file) throws IOException {
        List<Node> nodes = new ArrayList<>();
        collect(root, nodes);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        Map<String, Integer> offsets = new LinkedHashMap<>();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Node node : nodes) {
            for (Object child : node.children) {
                int record;
                if (child == null) {
                    record = nodes.size();
                } else if (child instanceof Node next) {
                    record = nodes.indexOf(next);
                } else {
                    record = nodes.size() + 16 + offsets.computeIfAbsent((String) child, code -> append(data, code));
                }
                out.write(record >>> 16);
                out.write(record >>> 8);
                out.write(record);
            }
        }
        out.write(new byte[16]);
        data.writeTo(out);
        out.write(METADATA_MARK);
        metadata(out, nodes.size());
        Files.write(file, out.toByteArray());
    }

    private static void collect(Node node, List<Node> nodes) {
        nodes.add(node);
        for (Object child : node.children) {
            if (child instanceof Node next) {
                collect(next, nodes);
            }
        }
    }

    private static int append(ByteArrayOutputStream data, String country) {
        int offset = data.size();
        control(data, TYPE_MAP, 1);
        string(data, "country");
        control(data, TYPE_MAP, 1);
        string(data, "iso_code");
        string(data, country);
        return offset;
    }

    private static void metadata(ByteArrayOutputStream out, int nodes) {
        control(out, TYPE_MAP, 6);
        string(out, "node_count");
        number(out, TYPE_UINT32, nodes);
        string(out, "record_size");
        number(out, TYPE_UINT16, 24);
        string(out, "ip_version");
        number(out, TYPE_UINT16, 6);
        string(out, "database_type");
        string(out, "Test-Country");
        string(out, "binary_format_major_version");
        number(out, TYPE_UINT16, 2);
        string(out, "binary_format_minor_version");
        number(out, TYPE_UINT16, 0);
    }

    private static void number(ByteArrayOutputStream out, int type, int value) {
        control(out, type, 2);
        out.write(value >>> 8);
        out.write(value);
    }

    private static void string(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        control(out, TYPE_STRING, bytes.length);
        out.writeBytes(bytes);
    }

    private static void control(ByteArrayOutputStream out, int type, int size) {
        out.write(type << 5 | size);
    }
}
