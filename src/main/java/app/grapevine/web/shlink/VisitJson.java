package app.grapevine.web.shlink;

import app.grapevine.links.LinkSettings;
import app.grapevine.shlink.VisitPages;
import app.grapevine.visits.Click;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A visit as Shlink writes it, of what is kept of one.
 *
 * @param referer the host that it came from, as an address, for clients read it as one; empty where nothing was said
 * @param userAgent empty where it is kept no more
 * @param redirectUrl null: where a visit was led is not kept
 */
record VisitJson(
        String referer,
        String date,
        String userAgent,
        @Nullable Location visitLocation,
        boolean potentialBot,
        String visitedUrl,
        @Nullable String redirectUrl) {
    /** Of a visit the country alone is known. */
    record Location(
            String countryCode,
            String countryName,
            String regionName,
            String cityName,
            @Nullable Double latitude,
            @Nullable Double longitude,
            String timezone,
            boolean isEmpty) {
        static Location of(String country) {
            String name = new Locale.Builder().setRegion(country).build().getDisplayCountry(Locale.ENGLISH);
            return new Location(country, name, "", "", null, null, "", false);
        }
    }

    static VisitJson of(VisitPages.Seen seen, LinkSettings settings) {
        Click visit = seen.visit();
        String country = visit.country();
        return new VisitJson(
                referer(visit.referrer()),
                String.valueOf(ShlinkDates.text(Instant.ofEpochMilli(visit.atMillis()))),
                seen.userAgent(),
                country == null ? null : Location.of(country),
                seen.isOfMachine(),
                settings.shortUrl(seen.link().domain(), seen.link().code()),
                null);
    }

    private static String referer(@Nullable String referrer) {
        return referrer == null ? "" : referrer.contains("://") ? referrer : "https://" + referrer;
    }
}
