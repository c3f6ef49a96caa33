package app.grapevine.visits;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.attribution.Evidence;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceCodecTest {
    @Test
    void evidenceComesBackInItsOrder() {
        List<Evidence> evidence = List.of(
                new Evidence("user-agent", "in-app-mark", "MicroMessenger/8.0"),
                new Evidence("declared", "link", ""),
                new Evidence("referrer", "web-client", "web.whatsapp.com \ud83c\udf47"));
        assertThat(EvidenceCodec.decode(EvidenceCodec.encode(evidence))).isEqualTo(evidence);
        assertThat(EvidenceCodec.encode(List.of())).isNull();
        assertThat(EvidenceCodec.decode(null)).isEmpty();
    }

    @Test
    void whatAVisitorSentCannotForgeALineOrBreakADatabase() {
        Evidence forged = new Evidence("user-agent", "rule", "a\nreferrer\tstrong\tb\u0000c\ud83c");
        assertThat(EvidenceCodec.decode(EvidenceCodec.encode(List.of(forged))))
                .containsExactly(new Evidence("user-agent", "rule", "a referrer strong b\ufffdc\ufffd"));
    }

    @Test
    void whatDoesNotFitIsLeftOutFromTheEnd() {
        Evidence evidence = new Evidence("user-agent", "rule", "x".repeat(128));
        String column = EvidenceCodec.encode(Collections.nCopies(100, evidence));
        assertThat(column).hasSizeLessThanOrEqualTo(EvidenceCodec.MAX_LENGTH);
        assertThat(EvidenceCodec.decode(column)).isNotEmpty().containsOnly(evidence);
    }
}
