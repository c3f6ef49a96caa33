package app.grapevine.experiment;

import java.io.PrintStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * SparkToro's experiment of 2023, against a running service: links left in 16 places, and visits from there with the
 * published shares of missing referrers. The same traffic is played three times, with ever more links issued for it.
 * The links stay in the service, with the tag {@value Replay#TAG}.
 */
public final class Experiment {
    private final ReplayedService service;
    private final int visits;

    /**
     * @param url where the service listens
     * @param key a key that may issue links and read reports
     * @param visits for each place
     */
    public Experiment(URI url, String key, int visits) {
        this.service = new ReplayedService(url, key);
        this.visits = visits;
    }

    /**
     * Plays it, and prints it to {@code out}.
     *
     * @return whether the service kept its promises: no click with a wrong channel where one link went everywhere,
     *     every click with the right one where each channel had a link of its own
     * @throws ExperimentException if it could not be played to its end
     */
    public boolean play(PrintStream out) {
        Replay replay = new Replay(service, visits);
        replay.requireOwnNetworks();
        Report report = new Report(out);
        List<Replay.Result> results = new ArrayList<>();
        for (Way way : Way.values()) {
            Replay.Result result = replay.play(way);
            report.print(result);
            results.add(result);
        }
        report.summarize(results);
        return results.stream().allMatch(Replay.Result::keepsPromise);
    }
}
