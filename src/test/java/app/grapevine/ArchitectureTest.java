package app.grapevine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The table of packages in ARCHITECTURE.md. A new arrow changes this test and gets a decision record. */
@AnalyzeClasses(packages = "app.grapevine", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packagesImportWhatTheTableSays = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("storage")
            .definedBy("app.grapevine.storage")
            .layer("attribution")
            .definedBy("app.grapevine.attribution")
            .layer("privacy")
            .definedBy("app.grapevine.privacy")
            .layer("security")
            .definedBy("app.grapevine.security")
            .layer("links")
            .definedBy("app.grapevine.links")
            .layer("redirect")
            .definedBy("app.grapevine.redirect")
            .layer("clicks")
            .definedBy("app.grapevine.clicks")
            .layer("stats")
            .definedBy("app.grapevine.stats")
            .layer("conversions")
            .definedBy("app.grapevine.conversions")
            .layer("ops")
            .definedBy("app.grapevine.ops")
            .layer("web")
            .definedBy("app.grapevine.web")
            .layer("experiment")
            .definedBy("app.grapevine.experiment")
            .layer("demo")
            .definedBy("app.grapevine.demo")
            .layer("root")
            .definedBy("app.grapevine")
            .whereLayer("storage")
            .mayNotAccessAnyLayer()
            .whereLayer("attribution")
            .mayNotAccessAnyLayer()
            .whereLayer("privacy")
            .mayOnlyAccessLayers("storage")
            .whereLayer("security")
            .mayOnlyAccessLayers("storage")
            .whereLayer("links")
            .mayOnlyAccessLayers("security", "storage", "attribution")
            .whereLayer("redirect")
            .mayOnlyAccessLayers("links", "storage", "attribution")
            .whereLayer("clicks")
            .mayOnlyAccessLayers("redirect", "links", "attribution", "privacy", "storage")
            .whereLayer("stats")
            .mayOnlyAccessLayers("clicks", "links", "attribution", "storage")
            .whereLayer("conversions")
            .mayOnlyAccessLayers("stats", "clicks", "links", "privacy", "storage")
            .whereLayer("ops")
            .mayOnlyAccessLayers("storage")
            .whereLayer("web")
            .mayOnlyAccessLayers(
                    "storage",
                    "attribution",
                    "privacy",
                    "security",
                    "links",
                    "redirect",
                    "clicks",
                    "stats",
                    "conversions",
                    "ops")
            .whereLayer("experiment")
            .mayNotAccessAnyLayer()
            .whereLayer("demo")
            .mayOnlyAccessLayers("experiment", "conversions", "clicks", "links", "attribution", "storage")
            .whereLayer("root")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule httpStaysInWeb = noClasses()
            .that()
            .resideOutsideOfPackage("app.grapevine.web")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.javalin..", "jakarta.servlet..", "org.eclipse.jetty..", "com.fasterxml..")
            .as("Javalin, Jetty and Jackson are known in web alone");

    @ArchTest
    static final ArchRule poolAndMigrationsStayInStorage = noClasses()
            .that()
            .resideOutsideOfPackage("app.grapevine.storage")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.flywaydb..", "com.zaxxer..")
            .as("Flyway and Hikari are known in storage alone");

    @ArchTest
    static final ArchRule metricsStayInOps = noClasses()
            .that()
            .resideOutsideOfPackage("app.grapevine.ops")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.prometheus..")
            .as("the metrics library is known in ops alone");

    @ArchTest
    static final ArchRule nobodyAsksTheMachineForTheTime = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("app.grapevine.Main")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .as("time comes from a Clock that is handed in");
}
