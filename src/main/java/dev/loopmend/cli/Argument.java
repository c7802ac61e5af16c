package dev.loopmend.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// An option or a parameter of a command. Its value is `otherwise` until the command line was read,
/// and stays it where the command line does not name it.
///
/// Commands are put together from these and not from annotations, whose reading takes longer than
/// all else that a short run does.
record Argument<T>(ArgSpec spec, T otherwise) {
  /// Up to this length an option and what it takes stand on the line of their description.
  private static final int LONGEST_OPTION = 26;

  /// What the command line says.
  T value() {
    return given().orElse(otherwise);
  }

  /// What the command line says, if it names the argument.
  Optional<T> given() {
    return Optional.ofNullable(spec.<T>getValue());
  }

  /// The description of a command of these arguments, in the order in which its help lists them.
  /// The first line of the text stands in the list of all commands.
  static CommandSpec command(
      Callable<Integer> action, String name, String description, List<Argument<?>> arguments) {
    CommandSpec command = CommandSpec.wrapWithoutInspection(action).name(name);
    command
        .usageMessage()
        .description(description.lines().toArray(String[]::new))
        .sortOptions(false)
        .abbreviateSynopsis(true)
        .longOptionsMaxWidth(LONGEST_OPTION);
    arguments.forEach(argument -> command.add(argument.spec));
    return command;
  }

  /// An option without a value.
  static Argument<Boolean> flag(String description, String... names) {
    return flag(option(description, names));
  }

  /// An option without a value that the help does not tell of.
  static Argument<Boolean> hiddenFlag(String description, String... names) {
    return flag(option(description, names).hidden(true));
  }

  /// The option that shows the help of its command.
  static Argument<Boolean> help() {
    return flag(option("show this help", "-h", "--help").usageHelp(true));
  }

  /// The option that shows the version.
  static Argument<Boolean> version() {
    return flag(option("show the version", "-V", "--version").versionHelp(true));
  }

  private static Argument<Boolean> flag(OptionSpec.Builder option) {
    return new Argument<>(option.type(boolean.class).build(), false);
  }

  /// An option without a value whose repetitions count.
  static Argument<boolean[]> count(String description, String... names) {
    return new Argument<>(
        option(description, names).type(boolean[].class).arity("0").build(), new boolean[0]);
  }

  /// An option that takes words with commas between them, and may be repeated.
  static Argument<List<String>> words(String name, String label, String description) {
    OptionSpec.Builder option = texts(name, label, description).splitRegex(",");
    return new Argument<>(option.build(), List.of());
  }

  /// An option that takes one text each time it is named.
  static Argument<List<String>> repeated(String name, String label, String description) {
    return new Argument<>(texts(name, label, description).build(), List.of());
  }

  private static OptionSpec.Builder texts(String name, String label, String description) {
    return option(description, name)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .hideParamSyntax(true)
        .paramLabel(label);
  }

  /// An option that takes `KEY=VALUE` each time it is named.
  static Argument<Map<String, String>> pairs(String name, String label, String description) {
    OptionSpec.Builder option =
        option(description, name)
            .type(Map.class)
            .auxiliaryTypes(String.class, String.class)
            .paramLabel(label);
    return new Argument<>(option.build(), Map.of());
  }

  /// An option that takes one value of a type that picocli reads: a text, a number or an enum.
  static <T> Argument<T> one(
      Class<T> type, T otherwise, String label, String description, String... names) {
    return new Argument<>(
        option(description, names).type(type).paramLabel(label).build(), otherwise);
  }

  /// An option that takes one text each time it is named; `taken` is told each at once, in the
  /// order of the command line.
  static Argument<String> each(
      String label, String description, BiConsumer<CommandSpec, String> taken, String... names) {
    OptionSpec.Builder option =
        option(description, names)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("1")
            .paramLabel(label)
            .parameterConsumer((words, _, command) -> taken.accept(command, words.pop()));
    return new Argument<>(option.build(), "");
  }

  /// The one parameter of a command.
  static Argument<String> parameter(String label, String description) {
    return parameter(0, label, description);
  }

  /// One of several parameters, all of which have to be given; `index` counts them from 0.
  static Argument<String> parameter(int index, String label, String description) {
    PositionalParamSpec.Builder parameter =
        PositionalParamSpec.builder()
            .type(String.class)
            .required(true)
            .index(Integer.toString(index))
            .arity("1")
            .paramLabel(label)
            .description(description);
    return new Argument<>(parameter.build(), "");
  }

  /// Any number of parameters.
  static Argument<List<String>> parameters(String label, String description) {
    return parameters(0, label, description);
  }

  /// Any number of parameters behind others; `index` counts the first of them from 0.
  static Argument<List<String>> parameters(int index, String label, String description) {
    PositionalParamSpec.Builder parameters =
        PositionalParamSpec.builder()
            .type(List.class)
            .auxiliaryTypes(String.class)
            .index(index + "..*")
            .arity("0..*")
            .paramLabel(label)
            .description(description);
    return new Argument<>(parameters.build(), List.of());
  }

  private static OptionSpec.Builder option(String description, String... names) {
    return OptionSpec.builder(names[0], Arrays.copyOfRange(names, 1, names.length))
        .description(description);
  }
}
