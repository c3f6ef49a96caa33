package app.grapevine.reattribution;

import app.grapevine.attribution.Channel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/**
 * What visits are judged by: a rehearsal that was broken off must not be taken up by another.
 *
 * @param version of the rules
 * @param catalogue a checksum of the channels, which the operator may change beside the rules
 */
record Rulebook(int version, long catalogue) {
    static Rulebook of(int version, List<Channel> channels) {
        CRC32 checksum = new CRC32();
        channels.forEach(channel -> checksum.update(channel.toString().getBytes(StandardCharsets.UTF_8)));
        return new Rulebook(version, checksum.getValue());
    }
}
