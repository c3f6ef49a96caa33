package app.grapevine.bench;

import app.grapevine.clicks.PowerCuts.Result;
import app.grapevine.journal.JournalSettings.Sync;

/**
 * Cuts the power of a node in mid-load, again and again, by a layer of files that drops, or writes in part, what was not
 * synced; starts it on what is left, and looks whether every visit that was answered is there, and none twice. Ten cuts
 * go on from each other, then a new node begins. The seed of each ten is printed, and the same seed cuts alike.
 *
 * <pre>mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.PowerCuts -Dexec.args="200 always"</pre>
 *
 * Arguments: cuts (200); {@code always} or {@code process}; the first seed (1).
 */
public final class PowerCuts {
    private static final int AT_ONCE = 10;

    private PowerCuts() {}

    public static void main(String[] args) throws Exception {
        int cuts = args.length > 0 ? Integer.parseInt(args[0]) : 200;
        Sync sync = args.length > 1 && args[1].equals("process") ? Sync.PROCESS : Sync.ALWAYS;
        long seed = args.length > 2 ? Long.parseLong(args[2]) : 1;
        long answered = 0;
        long lost = 0;
        long wrong = 0;
        int failed = 0;
        for (int done = 0; done < cuts; done += AT_ONCE, seed++) {
            Result result = new Result(0, 0, 0, 0);
            try (app.grapevine.clicks.PowerCuts node = new app.grapevine.clicks.PowerCuts(sync, seed)) {
                for (int i = 0; i < Math.min(AT_ONCE, cuts - done); i++) {
                    node.cut();
                    result = node.look();
                    lost += sync == Sync.ALWAYS ? result.lost() : 0;
                    wrong += result.wrong();
                }
            } catch (RuntimeException e) {
                failed++;
                System.out.printf("seed %d: does not open: %s%n", seed, e);
            }
            answered += result.answered();
            System.out.printf("seed %d, %d cuts so far: %s%n", seed, Math.min(cuts, done + AT_ONCE), result);
        }
        System.out.printf(
                "%d cuts, %s: %d visits answered, %d lost, %d wrong or twice, %d nodes that did not open%n",
                cuts, sync, answered, lost, wrong, failed);
        System.exit(lost + wrong + failed == 0 ? 0 : 1);
    }
}
