package app.grapevine.workbook;

import app.grapevine.returns.ReturnReport;
import app.grapevine.stats.StatsAnswer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a workbook says, as far as it is shown to who asked.
 *
 * @param time by days or, of a long time, by months; its total is that of the whole
 * @param brought null where the report is not of one whole campaign
 * @param made when it was asked
 */
public record Content(
        StatsAnswer time,
        StatsAnswer channels,
        StatsAnswer groups,
        StatsAnswer tiers,
        StatsAnswer countries,
        StatsAnswer links,
        @Nullable ReturnReport brought,
        Instant made) {}
