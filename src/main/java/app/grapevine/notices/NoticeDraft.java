package app.grapevine.notices;

import org.jspecify.annotations.Nullable;

/**
 * What somebody wants of a notice, unchecked.
 *
 * @param period null for the kind's usual one
 * @param campaign its slug; null for all
 * @param zone by the name of the IANA database, whose days and hours are meant
 * @param to an address of mail, or of an incoming webhook
 */
public record NoticeDraft(
        NoticeKind kind,
        @Nullable Period period,
        @Nullable String campaign,
        Language language,
        String zone,
        Way way,
        String to,
        boolean paused) {}
