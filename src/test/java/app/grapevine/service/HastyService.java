package app.grapevine.service;

import app.grapevine.ops.Settings;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The service by a clock that runs faster than others, so that pauses of hours are over in a minute; for {@link HastyProcess}. It ends
 * in order when there is nothing more to read, as when the process that started it is no more.
 */
final class HastyService {
    private HastyService() {}

    /** @param args when the clock agreed with all others, in milliseconds; how many times as fast it runs since */
    public static void main(String[] args) throws IOException {
        Clock clock = new HastyClock(Long.parseLong(args[0]), Integer.parseInt(args[1]), ZoneOffset.UTC);
        try (App app = App.start(Settings.load(System.getenv()), clock, System.out)) {
            while (System.in.read() >= 0) {
                // Whoever started it says nothing, and is there.
            }
        }
        System.exit(0);
    }

    private static final class HastyClock extends Clock {
        private final long begin;
        private final int times;
        private final ZoneId zone;

        HastyClock(long begin, int times, ZoneId zone) {
            this.begin = begin;
            this.times = times;
            this.zone = zone;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(begin + (System.currentTimeMillis() - begin) * times);
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return new HastyClock(begin, times, other);
        }
    }
}
