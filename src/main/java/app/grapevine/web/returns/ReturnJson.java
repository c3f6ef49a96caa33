package app.grapevine.web.returns;

import app.grapevine.campaigns.ConversionTerms;
import app.grapevine.conversions.Money;
import app.grapevine.returns.Account;
import app.grapevine.returns.Bounds;
import app.grapevine.returns.Brought;
import app.grapevine.returns.Evidence;
import app.grapevine.returns.MeanOfCounts;
import app.grapevine.returns.PassingOn;
import app.grapevine.returns.Proportion;
import app.grapevine.returns.ReturnReport;
import app.grapevine.returns.ReturnRow;
import app.grapevine.returns.SelfReported;
import app.grapevine.returns.Unattributed;
import app.grapevine.web.api.MoneyJson;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A report of what a campaign brought, as the API writes it. What is not shown is null. */
record ReturnJson(
        String campaign,
        String currency,
        String tz,
        TermsJson terms,
        String by,
        List<Map<String, @Nullable Object>> rows,
        Map<String, @Nullable Object> total,
        SpentJson spentOnNone,
        @Nullable EvidenceJson evidence,
        PassingOnJson passingOn,
        @Nullable LiftJson lift,
        @Nullable List<UnattributedJson> unattributed,
        @Nullable SelfReportedJson selfReported,
        @Nullable Integer smallCells,
        Instant asOf) {
    static ReturnJson of(ReturnReport report) {
        boolean hides = report.smallCells() > 0;
        String by = report.by().label();
        return new ReturnJson(
                report.campaign().slug(),
                report.currency(),
                report.zone().getId(),
                TermsJson.of(report.campaign().terms().conversions()),
                by,
                report.rows().stream().map(row -> row(row, by, hides)).toList(),
                row(report.total(), null, hides),
                new SpentJson(
                        report.spentOnNone().sent(), money(report.spentOnNone().costs())),
                EvidenceJson.of(report.evidence()),
                PassingOnJson.of(report.passingOn(), hides),
                LiftJson.of(report.lift()),
                UnattributedJson.of(report.unattributed()),
                SelfReportedJson.of(report.selfReported()),
                hides ? report.smallCells() : null,
                report.asOf());
    }

    /** Which conversions are counted. */
    record TermsJson(int windowDays, String rule) {
        static TermsJson of(ConversionTerms terms) {
            return new TermsJson(terms.windowDays(), terms.rule().label());
        }
    }

    /** A share of people with its interval. @param small whether it is of few */
    record RateJson(long hits, long of, double share, double low, double high, boolean small) {
        static @Nullable RateJson of(Optional<Proportion> rate) {
            return rate.flatMap(one -> one.interval()
                            .map(bounds -> new RateJson(
                                    one.hits(), one.of(), one.share(), bounds.low(), bounds.high(), one.isSmall())))
                    .orElse(null);
        }
    }

    record EventJson(
            String event,
            long conversions,
            long converted,
            @Nullable RateJson rate,
            List<MoneyJson> revenue) {}

    /** What a cost is held against. */
    record CoveredJson(long clicks, long visitors, long conversions, MoneyJson revenue) {}

    record AccountJson(
            String currency,
            MoneyJson revenue,
            @Nullable MoneyJson cost,
            @Nullable CoveredJson covered,
            @Nullable MoneyJson costPerClick,
            @Nullable MoneyJson costPerConversion,
            @JsonProperty("return") @Nullable BigDecimal returned) {
        static AccountJson of(Account account) {
            String currency = account.currency();
            BigDecimal cost = account.cost();
            @Nullable Brought covered = account.covered();
            return new AccountJson(
                    currency,
                    money(account.revenue(), currency),
                    cost == null ? null : money(cost, currency),
                    covered == null
                            ? null
                            : new CoveredJson(
                                    covered.clicks(),
                                    covered.visitors(),
                                    covered.conversions(),
                                    money(covered.revenueIn(currency), currency)),
                    money(account.costPerClick(), currency),
                    money(account.costPerConversion(), currency),
                    account.returned().orElse(null));
        }
    }

    record SpentJson(@Nullable Long sent, List<MoneyJson> costs) {}

    record PartJson(long clicks, long visitors, long conversions, long converted, List<MoneyJson> revenue) {
        static PartJson of(Brought brought) {
            return new PartJson(
                    brought.clicks(),
                    brought.visitors(),
                    brought.conversions(),
                    brought.converted(),
                    money(brought.money()));
        }
    }

    record EvidenceJson(PartJson sure, PartJson word, PartJson open) {
        static @Nullable EvidenceJson of(@Nullable Evidence evidence) {
            return evidence == null
                    ? null
                    : new EvidenceJson(
                            PartJson.of(evidence.sure()), PartJson.of(evidence.word()), PartJson.of(evidence.open()));
        }
    }

    /** A mean with its interval, which is null where they are too few or too alike for one. */
    record MeanJson(
            int sharers,
            @Nullable Double mean,
            @Nullable Double low,
            @Nullable Double high,
            boolean small) {
        static @Nullable MeanJson of(@Nullable MeanOfCounts mean) {
            if (mean == null) {
                return null;
            }
            Optional<Bounds> interval = mean.interval();
            return new MeanJson(
                    mean.size(),
                    mean.mean().orElse(null),
                    interval.map(Bounds::low).orElse(null),
                    interval.map(Bounds::high).orElse(null),
                    mean.isSmall());
        }
    }

    record UnattributedJson(String reason, long conversions, List<MoneyJson> revenue) {
        static @Nullable List<UnattributedJson> of(@Nullable List<Unattributed> all) {
            return all == null ? null : list(all);
        }

        static List<UnattributedJson> list(List<Unattributed> all) {
            return all.stream()
                    .map(one -> new UnattributedJson(one.reason(), one.conversions(), money(one.revenue())))
                    .toList();
        }
    }

    record SelfReportedJson(
            List<SelfReported.Row> rows,
            boolean truncated,
            @Nullable RateJson agreement) {
        static @Nullable SelfReportedJson of(@Nullable SelfReported heard) {
            return heard == null
                    ? null
                    : new SelfReportedJson(heard.rows(), heard.truncated(), RateJson.of(heard.agreement()));
        }
    }

    record PassingOnJson(
            List<Map<String, @Nullable Object>> generations,
            @Nullable MeanJson further) {
        static PassingOnJson of(PassingOn passingOn, boolean hides) {
            return new PassingOnJson(
                    passingOn.generations().stream()
                            .map(one -> generation(one, hides))
                            .toList(),
                    MeanJson.of(passingOn.further()));
        }
    }

    private static Map<String, @Nullable Object> generation(PassingOn.Generation one, boolean hides) {
        PartJson part = PartJson.of(one.brought());
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        figures.put("clicks", part.clicks());
        figures.put("visitors", part.visitors());
        figures.put("conversions", part.conversions());
        figures.put("converted", part.converted());
        figures.put("rate", RateJson.of(one.brought().rate()));
        figures.put("revenue", part.revenue());
        figures.put("further", MeanJson.of(one.further()));
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("generation", one.generation());
        json.put("links", one.links());
        return shown(json, figures, hides, one.hidden());
    }

    /** @param by the name of the key; null for the total */
    private static Map<String, @Nullable Object> row(ReturnRow row, @Nullable String by, boolean hides) {
        Brought brought = row.brought();
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        figures.put("shares", brought.shares());
        figures.put("clicks", brought.clicks());
        figures.put("visitors", brought.visitors());
        figures.put("conversions", brought.conversions());
        figures.put("converted", brought.converted());
        figures.put("rate", RateJson.of(brought.rate()));
        figures.put("rateOfSent", RateJson.of(row.rateOfSent()));
        figures.put("events", row.eventsHidden() ? null : events(brought));
        figures.put("accounts", row.accounts().stream().map(AccountJson::of).toList());
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        if (by != null) {
            json.put(by, row.key());
            figures.put("heard", row.heard());
        }
        json.put("sent", row.sent());
        return shown(json, figures, hides, row.hidden());
    }

    private static List<EventJson> events(Brought brought) {
        return brought.events().entrySet().stream()
                .map(event -> new EventJson(
                        event.getKey(),
                        event.getValue().conversions(),
                        event.getValue().converted(),
                        RateJson.of(brought.rate(event.getValue())),
                        money(event.getValue().money())))
                .toList();
    }

    /** Where something may be hidden, it says whether it is. */
    private static Map<String, @Nullable Object> shown(
            Map<String, @Nullable Object> json, Map<String, @Nullable Object> figures, boolean hides, boolean hidden) {
        if (hidden) {
            figures.replaceAll((name, value) -> null);
        }
        json.putAll(figures);
        if (hides) {
            json.put("hidden", hidden);
        }
        return json;
    }

    private static List<MoneyJson> money(List<Money> money) {
        return money.stream()
                .map(one -> MoneyJson.of(one.amount(), one.currency()))
                .toList();
    }

    private static MoneyJson money(BigDecimal amount, String currency) {
        Money money = new Money(amount, currency);
        return MoneyJson.of(money.amount(), currency);
    }

    private static @Nullable MoneyJson money(Optional<BigDecimal> amount, String currency) {
        return amount.map(some -> MoneyJson.of(some, currency)).orElse(null);
    }
}
