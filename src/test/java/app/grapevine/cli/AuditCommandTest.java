package app.grapevine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import app.grapevine.storage.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The audit log of a service that is stopped, by the command line. */
class AuditCommandTest {
    private TestServer service;

    @BeforeEach
    void fill() {
        service = TestServer.start();
        service.link("{'destination':'https://shop.example/','code':'boots'}");
        service.link("{'destination':'https://shop.example/','code':'shoes'}");
        service.stop();
    }

    @AfterEach
    void close() {
        service.close();
    }

    private CommandRun audit(String... more) {
        return CommandRun.of(service, "audit", more);
    }

    private void tamper(String sql) {
        try (Database database = Database.open(service.databaseSettings())) {
            database.writeOnly(handle -> assertThat(handle.execute(sql)).isPositive());
        }
    }

    @Test
    void itIsVerifiedAndWhereItWasChangedIsSaid() {
        CommandRun heads = audit("heads");
        assertThat(heads.status()).isZero();
        String head = heads.out().strip();
        assertThat(head).matches("[0-9A-Za-z]{11}:4:[0-9a-f]{64}");
        CommandRun whole = audit("verify", "--noted", head);
        assertThat(whole.status()).isZero();
        assertThat(whole.out()).contains("entries 1 to 4", head, "the audit log is as it was written");

        tamper("UPDATE audit_entries SET subject_id = 'socks' WHERE subject_id = 'boots'");
        CommandRun broken = audit("verify");
        assertThat(broken.status()).isEqualTo(1);
        assertThat(broken.out()).contains("BROKEN at 3: an entry is not as it was written", "NOT as it was written");
    }

    @Test
    void whatIsNoHeadIsRefused() {
        CommandRun refused = audit("verify", "--noted", "4");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("--noted: must be chain:sequence:hash");
        assertThat(audit().err()).contains("audit needs a command: verify or heads");
    }

    @Test
    void commandsGoOnWithTheChainOfTheService() {
        assertThat(CommandRun.of(service, "key", "create", "reports", "--scope=stats:read")
                        .status())
                .isZero();
        assertThat(CommandRun.of(service, "erase", "--link", "boots", "--links-too", "--yes")
                        .status())
                .isZero();
        assertThat(CommandRun.of(service, "reattribute").status()).isZero();
        // It rehearses first, which leaves an entry as well.
        CommandRun whole = audit("verify");
        assertThat(whole.status()).as(whole.out()).isZero();
        assertThat(whole.out()).contains("entries 1 to 8, 1 of them without their values");
    }
}
