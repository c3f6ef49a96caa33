package app.grapevine.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Which migrations the database has, by the table in which Flyway keeps account of them. It saves a start that
 * has nothing to migrate from loading Flyway, which takes a tenth of its time.
 */
final class SchemaHistory {
    /** Version and checksum of every migration, as Flyway computes it: a file that is edited is another migration. */
    private static final List<String> COMMON = List.of(
            "001 743987225",
            "002 -1857784946",
            "004 -1219355725",
            "007 1033758715",
            "011 -1314828286",
            "012 -1265831390",
            "013 811090750",
            "018 -796566839",
            "020 2093152294",
            "021 827464699",
            "022 966023336",
            "024 1408017111",
            "026 -957617449",
            "027 -1435521729",
            "028 68478407",
            "029 -1320583365",
            "031 37062356",
            "032 -1503085348",
            "034 -636181672",
            "036 1348939330",
            "037 -319443387",
            "038 -498272604",
            "039 -1108887430",
            "040 -1230013808",
            "041 -1610372065",
            "042 2075314528",
            "043 -1490168817",
            "044 -1680928845",
            "045 1256239738");

    private static final List<String> ONLY_H2 = List.of(
            "003 1672267396",
            "005 1321538278",
            "008 -1978417155",
            "010 1341447089",
            "014 -762088915",
            "015 233117209",
            "025 -1492082188",
            "033 2034387363");

    private static final List<String> ONLY_POSTGRESQL = List.of(
            "003 -1981947481",
            "006 -332252899",
            "008 -1027886398",
            "009 699759625",
            "010 1782109624",
            "014 710064260",
            "015 796882250",
            "017 1594471301",
            "025 91967356",
            "033 647517807",
            "046 294877652");

    private static final String TABLE = "flyway_schema_history";

    private SchemaHistory() {}

    /** Those of a database, in their order. */
    static List<String> migrations(Dialect dialect) {
        return Stream.concat(COMMON.stream(), (dialect == Dialect.H2 ? ONLY_H2 : ONLY_POSTGRESQL).stream())
                .sorted()
                .toList();
    }

    /** Whether the database has all migrations of this program, as they are, and no other. */
    static boolean isCurrent(DataSource database, Dialect dialect) {
        try (Connection connection = database.getConnection()) {
            return exists(connection, dialect) && read(connection).equals(migrations(dialect));
        } catch (SQLException e) {
            return false; // a database that Flyway can say more about
        }
    }

    /**
     * Whether the table is there. To ask the table itself would be an error where it is not: H2 writes it to a file
     * of its own, PostgreSQL to its log. Either way here costs a fraction of a millisecond.
     */
    private static boolean exists(Connection connection, Dialect dialect) throws SQLException {
        if (dialect == Dialect.H2) {
            try (ResultSet tables = connection.getMetaData().getTables(null, null, TABLE, null)) {
                return tables.next();
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT to_regclass('" + TABLE + "') IS NOT NULL")) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static List<String> read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT \"version\", \"checksum\", \"success\" FROM \"" + TABLE
                        + "\" WHERE \"version\" IS NOT NULL ORDER BY \"installed_rank\"")) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                String migration = rows.getString(1) + " " + rows.getInt(2);
                found.add(rows.getBoolean(3) ? migration : "failed " + migration);
            }
            return found;
        }
    }
}
