package app.grapevine.clicks;

import app.grapevine.attribution.Attributor;
import app.grapevine.journal.JournalDirectory;
import app.grapevine.journal.JournalSettings;
import app.grapevine.journal.JournalSettings.Sync;
import app.grapevine.journal.SampleVisits;
import app.grapevine.rollups.Rollups;
import app.grapevine.storage.Database;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.SimulatedDisk;
import app.grapevine.storage.TestDatabase;
import app.grapevine.visits.Click;
import app.grapevine.visits.ClickRow;
import app.grapevine.visits.VisitFilter;
import app.grapevine.visits.VisitRange;
import app.grapevine.visits.VisitStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A node on a {@link SimulatedDisk} whose power is cut in mid-load, again and again: what each cut leaves is what the next
 * start finds. Each visit is of a millisecond of its own, by which it is known again. All random numbers follow from one seed; when
 * threads run does not.
 */
public final class PowerCuts implements AutoCloseable {
    private static final int THREADS = 3;
    private static final int SEGMENT = 64 << 10;
    private static final int LINKS = 40;
    private static final int VISITS_AT_MOST = 1500;
    private static final Attributor ATTRIBUTOR = new Attributor(TestClicks.CHANNELS);

    /** @param lost answered visits that are not there; @param wrong what is there twice, or was never sent, or is counted wrongly */
    public record Result(long answered, long recorded, long lost, long wrong) {
        public boolean isGood() {
            return lost == 0 && wrong == 0;
        }
    }

    private final Sync sync;
    private final Random random;
    private final Path root;
    private final AtomicLong last = new AtomicLong();
    private final Set<Long> answered = ConcurrentHashMap.newKeySet();
    private final Set<Long> numbers = ConcurrentHashMap.newKeySet();
    private final AtomicLong givenTwice = new AtomicLong();
    private Path directory;
    private int cuts;

    public PowerCuts(Sync sync, long seed) throws IOException {
        this.sync = sync;
        this.random = new Random(seed);
        this.root = Files.createTempDirectory("grapevine-cuts-");
        this.directory = Files.createDirectory(root.resolve("0"));
        TestDatabase.layMigrated(directory);
    }

    /** Opens what is there, lets visits come in for a while, and cuts the power. What comes of it, {@link #look} tells. */
    public void cut() throws IOException, InterruptedException {
        Path next = Files.createDirectory(root.resolve(String.valueOf(++cuts)));
        Set<Long> safe;
        try (SimulatedDisk disk = new SimulatedDisk(directory, random.nextLong());
                Node node = new Node(disk, directory)) {
            Load load = new Load(node.clicks, last.get() + 1 + random.nextInt(VISITS_AT_MOST));
            if (random.nextInt(4) == 0) {
                node.database.file().wipeDeleted();
            }
            load.awaitMost();
            safe = new HashSet<>(answered);
            disk.cut(next);
            load.end();
        }
        // What was answered since is lost, or not.
        answered.retainAll(safe);
        TestDatabase.delete(directory);
        directory = next;
    }

    /** Opens what the last cut has left, takes what is in the journal, and compares. */
    public Result look() throws IOException, InterruptedException {
        try (SimulatedDisk disk = new SimulatedDisk(directory, random.nextLong());
                Node node = new Node(disk, directory)) {
            if (!node.clicks.await(Duration.ofMinutes(1))) {
                throw new IllegalStateException("what is in the journal is not taken");
            }
            List<Click> found = node.database.read(handle -> VisitStores.of(Dialect.H2)
                    .recorded(
                            handle,
                            node.clicks.node(),
                            0,
                            Long.MAX_VALUE,
                            VisitRange.ALL,
                            VisitFilter.ANY,
                            Integer.MAX_VALUE)
                    .stream()
                    .map(ClickRow::click)
                    .toList());
            Set<Long> visits = new HashSet<>();
            found.forEach(click -> visits.add(click.atMillis() - TestClicks.NOON));
            long wrong = found.size() - visits.size() + givenTwice.get();
            wrong += visits.stream()
                    .filter(visit -> visit <= 0 || visit > last.get())
                    .count();
            wrong += node.rollups.verify(0, Integer.MAX_VALUE).size();
            long lost =
                    answered.stream().filter(visit -> !visits.contains(visit)).count();
            return new Result(answered.size(), found.size(), lost, wrong);
        }
    }

    private final class Node implements AutoCloseable {
        final Database database;
        final Rollups rollups;
        final Clicks clicks;

        Node(SimulatedDisk disk, Path data) {
            database = Database.open(disk.database());
            rollups = new Rollups(database);
            JournalSettings settings =
                    new JournalSettings(data, sync, 1 << 30, SEGMENT, Duration.ofMillis(random.nextInt(4)));
            clicks = Clicks.open(
                    JournalDirectory.open(settings, disk),
                    settings,
                    database,
                    ATTRIBUTOR,
                    TestClicks.CHANNELS,
                    UnusualSettings.DEFAULT,
                    rollups,
                    TestClicks.CLOCK,
                    nanos -> {});
        }

        @Override
        public void close() {
            clicks.close();
            database.close();
        }
    }

    /** Threads that visit, until they are told to end or have done twice as much as was asked of them. */
    private final class Load {
        private final List<Thread> threads = new ArrayList<>();
        private final long most;
        private volatile boolean ended;

        Load(Clicks clicks, long most) {
            this.most = most;
            for (int i = 0; i < THREADS; i++) {
                long pause = Duration.ofNanos(50_000L << random.nextInt(6)).toNanos();
                Thread thread = new Thread(() -> {
                    while (!ended && last.get() < most + VISITS_AT_MOST) {
                        visit(clicks);
                        LockSupport.parkNanos(pause);
                    }
                });
                thread.start();
                threads.add(thread);
            }
        }

        private void visit(Clicks clicks) {
            long visit = last.incrementAndGet();
            clicks.record(SampleVisits.of(TestClicks.NOON + visit, 1 + visit % LINKS, 1 + visit % 7), receipt -> {
                if (!numbers.add(receipt.sequence())) {
                    givenTwice.incrementAndGet();
                }
                if (receipt.refusal() == null) {
                    answered.add(visit);
                }
            });
        }

        void awaitMost() {
            while (last.get() < most) {
                LockSupport.parkNanos(500_000);
            }
        }

        void end() throws InterruptedException {
            ended = true;
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    @Override
    public void close() {
        TestDatabase.delete(root);
    }
}
