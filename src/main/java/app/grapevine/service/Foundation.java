package app.grapevine.service;

import app.grapevine.audit.AuditLog;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.links.LinkSettings;
import app.grapevine.ops.DataDirectory;
import app.grapevine.ops.KnownSettings;
import app.grapevine.ops.Settings;
import app.grapevine.privacy.Countries;
import app.grapevine.security.Accounts;
import app.grapevine.security.ApiKeys;
import app.grapevine.security.KnownDevices;
import app.grapevine.security.Sessions;
import app.grapevine.storage.ChangeFeed;
import app.grapevine.storage.Database;
import app.grapevine.web.access.ClientAddress;
import app.grapevine.web.http.WebServer;
import java.nio.channels.ServerSocketChannel;
import java.time.Clock;
import java.util.Optional;

/**
 * The first step of the composition: what was taken of this machine, what is known before anything is stored, the
 * database, and the people who may come in.
 *
 * <p>What a setting can get wrong comes before the database, so that nothing is begun where the start will end. The
 * port is among it: where it is 0, it makes the public URL.
 */
record Foundation(
        DataDirectory directory,
        ServerSocketChannel socket,
        Optional<ServerSocketChannel> opsSocket,
        LinkSettings domains,
        ClientAddress addresses,
        Countries countries,
        ChannelCatalogue channels,
        Database database,
        ChangeFeed feed,
        AuditLog audit,
        People people) {

    /** Who may ask for something, and how they say who they are. */
    record People(ApiKeys keys, Accounts accounts, Sessions sessions, KnownDevices devices) {
        static People in(Database database, Clock clock) {
            Accounts accounts = new Accounts(database, clock);
            ApiKeys keys = new ApiKeys(database, accounts, clock);
            return new People(
                    keys, accounts, new Sessions(database, accounts, keys, clock), KnownDevices.open(database, clock));
        }
    }

    static Foundation lay(Settings settings, Clock clock, Opened opened) {
        DataDirectory directory = opened.add(DataDirectory.take(settings.get(KnownSettings.DATA_DIR)));
        ServerSocketChannel socket = opened.add(Ports.bind(settings));
        Optional<ServerSocketChannel> opsSocket = Ports.bindOps(settings);
        opsSocket.ifPresent(opened::add);
        LinkSettings domains = FeatureSettings.links(settings, WebServer.port(socket));
        ClientAddress addresses = FeatureSettings.addresses(settings);
        Countries countries = opened.add(FeatureSettings.countries(settings));
        ChannelCatalogue channels = FeatureSettings.channels(settings);
        Database database = opened.add(Database.open(FeatureSettings.database(settings)));
        database.migrate();
        ChangeFeed feed = opened.add(new ChangeFeed(database));
        AuditLog audit = AuditLog.open(database, directory.path(), clock);
        // Among the last to be closed, when nobody writes to it any more.
        opened.add(audit::logHead);
        People people = People.in(database, clock);
        return new Foundation(
                directory, socket, opsSocket, domains, addresses, countries, channels, database, feed, audit, people);
    }
}
