package app.grapevine.importing;

import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.links.LinkDraft;
import app.grapevine.links.LinkSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Files of links, read in Rome, where {@code go.example} and {@code brand.example} are served. */
final class Files {
    static final LinkSettings SETTINGS = new LinkSettings(URI.create("https://go.example"), List.of("brand.example"));
    private static final ChannelCatalogue CHANNELS = ChannelCatalogue.load(null);

    private Files() {}

    static LinkFile read(byte[] bytes) {
        return read(bytes, null);
    }

    /** @param order of day and month, where somebody says it */
    static LinkFile read(byte[] bytes, CellTimes.Order order) {
        return LinkFile.read(bytes, SETTINGS, CHANNELS, new CellTimes(ZoneId.of("Europe/Rome"), order), 1000);
    }

    static LinkFile read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What the one line of a file asks for. */
    static LinkDraft draft(String text) {
        List<LinkFile.Row> rows = read(text).rows();
        if (rows.size() != 1 || !rows.get(0).isReadable()) {
            throw new AssertionError("not one right line: " + rows);
        }
        return rows.get(0).draft();
    }

    /** The codes of what is wrong, by the numbers of the lines: {@code destination missing}. */
    static Map<Integer, List<String>> faults(String text) {
        Map<Integer, List<String>> faults = new TreeMap<>();
        for (LinkFile.Row row : read(text).rows()) {
            if (row.refusal() != null) {
                faults.put(
                        row.line(),
                        row.refusal().faults().stream()
                                .map(fault ->
                                        (fault.field() + " " + fault.code().label()).strip())
                                .toList());
            }
        }
        return faults;
    }
}
