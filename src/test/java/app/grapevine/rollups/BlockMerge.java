package app.grapevine.rollups;

import app.grapevine.base.PackedInput;
import app.grapevine.base.PackedOutput;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Adds counts to a stored block without unpacking it: a batch touches few facets of a row that may have
 * thousands, and the others are copied as they are. What tells a facet is its header's bytes, which are the
 * same on both sides, as both use one list of strings. Used once, by one thread. See {@link BlockCodec} for the form.
 */
final class BlockMerge {
    private final Map<String, Integer> strings = new HashMap<>();
    private final PackedOutput texts = new PackedOutput();
    private final PackedOutput body = new PackedOutput();
    private final PackedOutput scratch = new PackedOutput();
    private int facets;

    private BlockMerge() {}

    static byte[] encode(Block block) {
        return merge(new byte[0], block);
    }

    /**
     * @param before what is stored; empty where nothing is
     * @return the sum of both; empty where nothing is left
     */
    static byte[] merge(byte[] before, Block change) {
        try {
            return new BlockMerge().merged(before, change);
        } catch (IndexOutOfBoundsException e) {
            throw BlockCodec.damaged(before, e);
        }
    }

    private byte[] merged(byte[] before, Block change) {
        PackedInput in = new PackedInput(before);
        if (before.length > 0) {
            keep(BlockCodec.strings(in));
        }
        Map<Header, long[] @Nullable []> changes = new LinkedHashMap<>();
        new TreeMap<>(change.counts()).forEach((facet, quarters) -> changes.put(header(facet), quarters));
        if (before.length > 0) {
            for (long left = in.number(); left > 0; left--) {
                facet(before, in, changes);
            }
        }
        changes.forEach((header, quarters) -> put(header.bytes, header.start, header.end, quarters));
        return facets == 0 ? new byte[0] : assembled();
    }

    private byte[] assembled() {
        PackedOutput all = new PackedOutput();
        all.number(BlockCodec.VERSION);
        all.number(strings.size());
        all.all(texts);
        all.number(facets);
        all.all(body);
        return all.toBytes();
    }

    private void keep(List<String> texts) {
        texts.forEach(this::reference);
    }

    private int reference(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        Integer known = strings.get(text);
        if (known != null) {
            return known;
        }
        texts.text(text);
        strings.put(text, strings.size() + 1);
        return strings.size();
    }

    private Header header(Facet facet) {
        scratch.clear();
        scratch.number(facet.group().ordinal());
        for (int i = 0; i < facet.group().width(); i++) {
            scratch.number(reference(facet.stored(i)));
        }
        byte[] bytes = scratch.toBytes();
        return new Header(bytes, 0, bytes.length);
    }

    /** Takes over the next stored facet, with its change if there is one, which is then done with. */
    private void facet(byte[] before, PackedInput in, Map<Header, long[] @Nullable []> changes) {
        int start = in.position();
        in.skipNumbers(FacetGroup.of((int) in.number()).width());
        int end = in.position();
        long[] @Nullable [] change = changes.remove(new Header(before, start, end));
        BlockCodec.skipCounts(in);
        int length = (int) in.number();
        if (change == null) {
            in.skip(length);
            body.bytes(before, start, in.position());
            facets++;
        } else {
            put(before, start, end, sum(in, change));
        }
    }

    private static long[] @Nullable [] sum(PackedInput in, long[] @Nullable [] change) {
        long[] @Nullable [] sum = new long[Block.QUARTERS][];
        for (int i = 0; i < sum.length; i++) {
            long[] counts = change[i];
            sum[i] = counts == null ? null : counts.clone();
        }
        BlockCodec.slots(in, new BlockCodec.Reader() {
            @Override
            public CountTaker.Detail facet(Facet facet) {
                return CountTaker.Detail.QUARTERS;
            }

            @Override
            public void quarter(int quarter, long[] counts) {
                Block.add(sum, quarter, counts);
            }
        });
        return sum;
    }

    private void put(byte[] header, int start, int end, long[] @Nullable [] quarters) {
        scratch.clear();
        if (slots(quarters, scratch)) {
            body.bytes(header, start, end);
            counts(Block.total(quarters), body);
            body.number(scratch.size());
            body.all(scratch);
            facets++;
        }
    }

    /** Writes what {@link #slots(PackedInput, Reader)} reads; returns whether there is any count. */
    static boolean slots(long[] @Nullable [] quarters, PackedOutput out) {
        int present = 0;
        for (int quarter = 0; quarter < Block.QUARTERS; quarter++) {
            present |= mask(quarters[quarter]) == 0 ? 0 : 1 << quarter;
        }
        out.number(present);
        for (long[] counts : quarters) {
            if (counts != null && mask(counts) != 0) {
                counts(counts, out);
            }
        }
        return present != 0;
    }

    static void counts(long[] counts, PackedOutput out) {
        out.number(mask(counts));
        for (long count : counts) {
            if (count != 0) {
                out.signed(count);
            }
        }
    }

    private static int mask(long @Nullable [] counts) {
        int mask = 0;
        for (int i = 0; counts != null && i < counts.length; i++) {
            mask |= counts[i] == 0 ? 0 : 1 << i;
        }
        return mask;
    }

    static Block decode(byte[] bytes) {
        Block block = new Block();
        BlockCodec.read(bytes, new BlockCodec.Reader() {
            private @Nullable Facet facet;

            @Override
            public CountTaker.Detail facet(Facet next) {
                facet = next;
                return CountTaker.Detail.QUARTERS;
            }

            @Override
            public void quarter(int quarter, long[] counts) {
                if (facet != null) {
                    block.add(facet, quarter, counts);
                }
            }
        });
        return block;
    }

    /** The bytes of a facet's header: group and values. */
    private static final class Header {
        private final byte[] bytes;
        private final int start;
        private final int end;
        private final int hash;

        Header(byte[] bytes, int start, int end) {
            this.bytes = bytes;
            this.start = start;
            this.end = end;
            int hash = 1;
            for (int i = start; i < end; i++) {
                hash = 31 * hash + bytes[i];
            }
            this.hash = hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Header header
                    && Arrays.equals(bytes, start, end, header.bytes, header.start, header.end);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
