package app.grapevine.base;

import java.net.InetAddress;

/**
 * The addresses that begin with the same bits: {@code 192.0.2.0/24}, {@code 2001:db8::/32} (CIDR, RFC 4632), or a
 * single address, {@code 192.0.2.7}. Immutable.
 */
public final class AddressBlock {
    private final String text;
    private final byte[] first;
    private final int prefix;

    private AddressBlock(String text, byte[] first, int prefix) {
        this.text = text;
        this.first = first;
        this.prefix = prefix;
    }

    /** @throws IllegalArgumentException saying what a block must be, for a text that is none */
    public static AddressBlock parse(String text) {
        int slash = text.indexOf('/');
        String bits = slash < 0 ? "" : text.substring(slash + 1);
        byte[] first = AddressLiteral.find(slash < 0 ? text : text.substring(0, slash))
                .map(InetAddress::getAddress)
                .orElseThrow(() -> none(text));
        if (slash >= 0 && !bits.matches("\\d{1,3}")) {
            throw none(text);
        }
        int prefix = slash < 0 ? first.length * Byte.SIZE : Integer.parseInt(bits);
        if (prefix > first.length * Byte.SIZE) {
            throw none(text);
        }
        AddressBlock block = new AddressBlock(text, first, prefix);
        for (int bit = prefix; bit < first.length * Byte.SIZE; bit++) {
            if (bit(first, bit) != 0) {
                throw new IllegalArgumentException(
                        "must not have bits behind the /" + prefix + " of its addresses, and has: " + text);
            }
        }
        return block;
    }

    public boolean contains(InetAddress address) {
        byte[] other = address.getAddress();
        if (other.length != first.length) {
            return false;
        }
        int whole = prefix / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (other[i] != first[i]) {
                return false;
            }
        }
        for (int bit = whole * Byte.SIZE; bit < prefix; bit++) {
            if (bit(other, bit) != bit(first, bit)) {
                return false;
            }
        }
        return true;
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }

    private static int bit(byte[] address, int bit) {
        return address[bit / Byte.SIZE] >> (Byte.SIZE - 1 - bit % Byte.SIZE) & 1;
    }

    private static IllegalArgumentException none(String text) {
        return new IllegalArgumentException(
                "must be addresses such as 192.0.2.0/24 or 2001:db8::/32, and has: " + text);
    }
}
