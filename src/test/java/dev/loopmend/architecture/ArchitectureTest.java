package dev.loopmend.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Holds the floors of the architecture (README.md, "Floors"). Packages of the table may be missing
/// as yet, hence `allowEmptyShould`; a package that the table does not know is a failure.
class ArchitectureTest {
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(Floor.ROOT);

  /// What opens files: all of `java.io.File…`, `Files`, and the channels and archives under them.
  private static final Pattern FILE_ACCESS =
      Pattern.compile(
          "java\\.io\\.(File|RandomAccessFile)\\w*|java\\.nio\\.file\\.(Files|FileSystems)"
              + "|java\\.nio\\.channels\\.\\w*FileChannel|java\\.util\\.(zip\\.Zip|jar\\.Jar)File");

  @Test
  void everyPackageHasAFloor() {
    check(
        classes()
            .should()
            .resideInAnyPackage(patterns(Floor.ALL.stream().map(Floor::pattern).toList()))
            .because("a new package is entered in Floor, with what it may import"));
  }

  @ParameterizedTest
  @MethodSource("dev.loopmend.architecture.Floor#all")
  void aPackageImportsOnlyLowerFloors(Floor floor) {
    check(
        noClasses()
            .that()
            .resideInAPackage(floor.pattern())
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(patterns(floor.forbidden())));
  }

  @Test
  void textKnowsOnlyTheJdk() {
    check(
        classes()
            .that()
            .resideInAPackage(Floor.pattern("text"))
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(Floor.pattern("text"), "java..", "org.jspecify.."));
  }

  @Test
  void operationsDoNotKnowEachOther() {
    slices()
        .matching(Floor.ROOT + ".operation.(**)")
        .as("operations")
        .should()
        .notDependOnEachOther()
        .allowEmptyShould(true)
        .check(CODE);
    for (JavaClass operation : topLevelOperations()) {
      check(
          noClasses()
              .that(
                  belongTo(operation)
                      .negate()
                      .and(JavaClass.Predicates.resideInAPackage(OPERATION))
                      .and(JavaClass.Predicates.simpleName(LIST).negate()))
              .should()
              .dependOnClassesThat(belongTo(operation)));
    }
  }

  @Test
  void thereAreNoCyclesBetweenPackages() {
    slices()
        .matching(Floor.ROOT + ".(**)")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(CODE);
  }

  @Test
  void antlrStaysInParse() {
    confined("org.antlr..", "parse");
  }

  @Test
  void diffUtilsStaysInDiff() {
    confined("com.github.difflib..", "diff");
  }

  @Test
  void picocliStaysInCli() {
    confined("picocli..", "cli");
  }

  @Test
  void theProtocolOfEditorsStaysInLsp() {
    confined("org.eclipse.lsp4j..", "lsp");
    confined("com.google.gson..", "lsp");
  }

  @Test
  void jgitStaysInGitButForItsIgnoreRules() {
    confined("org.eclipse.jgit..", "git", "project");
    check(
        noClasses()
            .that()
            .resideInAPackage(Floor.pattern("project"))
            .should()
            .dependOnClassesThat(
                JavaClass.Predicates.resideInAPackage("org.eclipse.jgit..")
                    .and(JavaClass.Predicates.resideOutsideOfPackage("org.eclipse.jgit.ignore.."))
                    .as("classes of JGit outside its package ignore")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"syntax", "operation", "engine"})
  void noFilesAreOpenedIn(String name) {
    check(
        noClasses()
            .that()
            .resideInAPackage(Floor.pattern(name))
            .should()
            .dependOnClassesThat(
                DescribedPredicate.describe(
                    "open files", type -> FILE_ACCESS.matcher(type.getName()).matches())));
  }

  @Test
  void onlyCliWritesToStandardOutput() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(Floor.pattern("cli"))
            .should()
            .accessField(System.class, "out"));
  }

  @Test
  void everyPackageSaysWhatItKnowsAndIsNullMarked() {
    List<String> unmarked =
        CODE.getPackage(Floor.ROOT).getSubpackagesInTree().stream()
            .filter(each -> !each.getClasses().isEmpty())
            .filter(each -> !each.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .toList();

    assertThat(unmarked).as("packages without @NullMarked in a package-info.java").isEmpty();
  }

  private static final String OPERATION = Floor.pattern("operation");

  /// What any operation may use, and what lists them all.
  private static final String ARGUMENTS = "Arguments";

  private static final String LIST = "Operations";

  private static List<JavaClass> topLevelOperations() {
    return CODE.stream()
        .filter(JavaClass.Predicates.resideInAPackage(OPERATION))
        .filter(JavaClass::isTopLevelClass)
        .filter(type -> !type.getSimpleName().equals("package-info"))
        .filter(type -> !type.getSimpleName().equals(ARGUMENTS))
        .toList();
  }

  private static DescribedPredicate<JavaClass> belongTo(JavaClass owner) {
    return JavaClass.Predicates.belongToAnyOf(owner.reflect()).as("belong to " + owner.getName());
  }

  private static void confined(String library, String... homes) {
    String[] patterns = patterns(List.of(homes).stream().map(Floor::pattern).toList());
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(patterns)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(library));
  }

  private static String[] patterns(List<String> patterns) {
    return patterns.toArray(String[]::new);
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(CODE);
  }
}
