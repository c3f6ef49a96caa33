package app.grapevine.channels;

import app.grapevine.attribution.Channel;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The channels, read once at the start: those of the program and those of the operator's own file. Immutable.
 *
 * <p>Both files are CSV with the columns of {@link ChannelRow}. The order of the rows counts where one app's preview
 * fetcher imitates another's: the first row with a token in the user agent is the app.
 */
public final class ChannelCatalogue {
    private static final String OURS = "channels.csv";

    private final Map<String, Channel> channels;

    private ChannelCatalogue(Map<String, Channel> channels) {
        this.channels = channels;
    }

    /**
     * @param own a CSV file of the operator's with rows that are added or, by id, take the place of ours; or null
     * @throws IllegalArgumentException naming file, line and column of what is wrong
     */
    public static ChannelCatalogue load(@Nullable Path own) {
        Map<String, Channel> channels = new LinkedHashMap<>();
        try (InputStream in = ChannelCatalogue.class.getResourceAsStream("/" + OURS)) {
            if (in == null) {
                throw new IllegalStateException(OURS + " is missing from the program");
            }
            put(ChannelRow.readAll(OURS, new InputStreamReader(in, StandardCharsets.UTF_8)), channels);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (own != null) {
            try (Reader in = Files.newBufferedReader(own)) {
                put(ChannelRow.readAll(own.toString(), in), channels);
            } catch (IOException e) {
                throw new IllegalArgumentException(own + ": cannot be read: " + e.getMessage(), e);
            }
        }
        checkNames(channels);
        return new ChannelCatalogue(channels);
    }

    /** Verdicts name a channel, a family, or {@code other}, and these must be told apart. */
    private static void checkNames(Map<String, Channel> channels) {
        for (Channel channel : channels.values()) {
            if (channel.id().equals("other")) {
                throw new IllegalArgumentException("the channel id 'other' is taken: it stands for apps without a row");
            }
            if (channel.family() != null && channels.containsKey(channel.family())) {
                throw new IllegalArgumentException("channel '" + channel.id() + "': its family '" + channel.family()
                        + "' is also the id of a channel");
            }
        }
    }

    private static void put(Collection<Channel> rows, Map<String, Channel> channels) {
        for (Channel row : rows) {
            channels.put(row.id(), row);
        }
    }

    /** In the order of the files; a row that takes the place of another stands at its place. */
    public List<Channel> all() {
        return List.copyOf(channels.values());
    }

    public Optional<Channel> find(String id) {
        return Optional.ofNullable(channels.get(id));
    }

    /**
     * The channels that {@code previewBy} of a preview stands for: one, or those of a family; empty for an app that is
     * not of the catalogue.
     */
    public List<Channel> listPreviewedBy(String previewBy) {
        Channel one = channels.get(previewBy);
        if (one != null) {
            return List.of(one);
        }
        return channels.values().stream()
                .filter(channel -> previewBy.equals(channel.family()))
                .toList();
    }

    /** What the shares counted of {@code previewBy} are, by whose machine fetches. */
    public SharesAre sharesBy(String previewBy) {
        List<SharesAre> kinds = listPreviewedBy(previewBy).stream()
                .map(channel -> SharesAre.of(channel.fetchedBy()))
                .distinct()
                .toList();
        return kinds.size() == 1 ? kinds.get(0) : SharesAre.UNKNOWN;
    }
}
