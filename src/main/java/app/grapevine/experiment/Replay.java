package app.grapevine.experiment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Plays the traffic through links issued in one way, and reads back what the service made of it. All previews come
 * first, as a link is posted before it is opened; then the places in turn, so that what the report gains in between
 * is known to be the place's.
 */
final class Replay {
    static final String TAG = "experiment";

    private final ReplayedService service;
    private final int visits;

    /** @param visits for each place */
    Replay(ReplayedService service, int visits) {
        this.service = service;
        this.visits = visits;
    }

    /** @param previews those that were fetched @param previewsReported those that the service reports as such */
    record Result(Way way, int links, long previews, long previewsReported, List<Outcome> outcomes) {
        Result {
            outcomes = List.copyOf(outcomes);
        }

        boolean keepsPromise() {
            boolean clicksKeepIt = way.promisesEveryChannel()
                    ? outcomes.stream().allMatch(Outcome::everyClickIsRight)
                    : outcomes.stream().allMatch(Outcome::noClickIsWrong);
            return clicksKeepIt && previews == previewsReported;
        }
    }

    /**
     * Visits of two people who differ by their networks alone.
     *
     * @throws ExperimentException if the service takes them for one
     */
    void requireOwnNetworks() {
        String code = service.issue(Way.ONE_FOR_ALL.linkJson(Place.ALL.get(0), TAG));
        Tap tap = new Tap(Agents.SAFARI, "", "");
        service.visit(code, tap);
        service.visit(code, tap);
        if (service.reportOf(code, 2).visitors() != 2) {
            throw new ExperimentException("the service does not believe this machine's X-Forwarded-For, and would take"
                    + " all visits for those of one mail scanner. For the replay, start it with"
                    + " GRAPEVINE_TRUSTED_PROXIES=127.0.0.1/32,::1/128 (or, from another machine, with its address)");
        }
    }

    Result play(Way way) {
        Map<String, String> codes = new HashMap<>();
        Map<String, Long> requests = new HashMap<>();
        for (Place place : Place.ALL) {
            String code = codes.computeIfAbsent(way.linkName(place), name -> service.issue(way.linkJson(place, TAG)));
            place.fetchers().forEach(fetcher -> service.preview(code, fetcher));
            requests.merge(code, (long) place.fetchers().size(), Long::sum);
        }
        long previews = requests.values().stream().mapToLong(Long::longValue).sum();
        Map<String, Snapshot> known = new HashMap<>();
        requests.forEach((code, count) -> known.put(code, service.reportOf(code, count)));
        List<Outcome> outcomes = new ArrayList<>();
        for (Place place : Place.ALL) {
            String code = codes.getOrDefault(way.linkName(place), "");
            Traffic.of(place, visits).forEach(tap -> service.visit(code, tap));
            long expected = requests.merge(code, (long) visits, Long::sum);
            Snapshot before = known.getOrDefault(code, new Snapshot(List.of()));
            Snapshot after = service.reportOf(code, expected);
            known.put(code, after);
            outcomes.add(Outcome.of(place, visits, before, after, way.tellsPlace(place)));
        }
        long reported = known.values().stream().mapToLong(Snapshot::previews).sum();
        return new Result(way, codes.size(), previews, reported, outcomes);
    }
}
