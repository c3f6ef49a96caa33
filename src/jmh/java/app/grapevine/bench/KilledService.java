package app.grapevine.bench;

import app.grapevine.service.RestlessService;
import java.time.Duration;

/** The service that {@link Kill} kills. */
final class KilledService {
    /** How many days the clock is behind. */
    static final String DAYS_BACK = "grapevine.bench.daysback";

    private KilledService() {}

    public static void main(String[] args) throws Exception {
        UnderWay.begin();
        RestlessService.serve(Duration.ofDays(Long.getLong(DAYS_BACK, 0)), System.out);
    }
}
