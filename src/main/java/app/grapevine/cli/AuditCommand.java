package app.grapevine.cli;

import app.grapevine.audit.AuditLog;
import app.grapevine.audit.ChainReport;
import app.grapevine.audit.Head;
import app.grapevine.service.OpenDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Whether the audit log is as it was written. On the embedded H2 the service must not be running; beside a running service
 * there is {@code GET /api/v1/audit/verification}.
 */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Verify the audit log, or show where its chains stand.")
final class AuditCommand implements Runnable {
    private final Surroundings surroundings;

    AuditCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void run() {
        throw new CommandRefusedException("audit needs a command: verify or heads");
    }

    @Command(
            name = "verify",
            description = "Follow every chain from its begin to its end. Status 1 where one is not as it was written.")
    int verify(
            @Option(
                            names = "--noted",
                            paramLabel = "HEAD",
                            description =
                                    "Where a chain stood before, as heads, the API and the log of the service write it;"
                                            + " that must be in it still. Can be given several times.")
                    List<String> noted) {
        List<Head> heads = new ArrayList<>();
        for (String text : noted == null ? List.<String>of() : noted) {
            heads.add(Head.parse(text)
                    .orElseThrow(() -> new CommandRefusedException(
                            "--noted: must be chain:sequence:hash, as audit heads writes it, and is: " + text)));
        }
        List<ChainReport> reports = with(log -> log.verify(heads));
        reports.forEach(this::print);
        boolean whole = reports.stream().allMatch(ChainReport::isWhole);
        surroundings
                .out()
                .println(whole ? "the audit log is as it was written" : "the audit log is NOT as it was written");
        return whole ? 0 : 1;
    }

    private void print(ChainReport report) {
        ChainReport.Fault fault = report.fault();
        surroundings
                .out()
                .printf(
                        "%s  entries %d to %d, %d of them without their values  %s%n",
                        report.head().chain(),
                        report.first(),
                        report.head().sequence(),
                        report.erased(),
                        fault == null ? report.head().text() : "BROKEN at " + report.at() + ": " + fault.words());
    }

    @Command(name = "heads", description = "Show where each chain stands, to be noted elsewhere.")
    int heads() {
        with(AuditLog::heads).forEach(head -> surroundings.out().println(head.text()));
        return 0;
    }

    private <T> T with(Function<AuditLog, T> work) {
        try (OpenDatabase open = OpenDatabase.of(surroundings.settings())) {
            open.database().migrate();
            return work.apply(open.audit(surroundings.clock()));
        }
    }
}
