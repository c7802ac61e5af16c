package dev.loopmend.cli;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `loopmend man`: the manual page, from the same descriptions as the help. The build calls it; the
/// help does not tell of it.
final class ManCommand implements Callable<Integer> {
  private static final String TAIL =
      """
      .SH EXIT STATUS
      .TP
      .B 0
      Nothing to do.
      .TP
      .B 1
      Changes, or findings.
      .TP
      .B 2
      Wrong usage or configuration, or a PATH that does not exist.
      .TP
      .B 3
      Files that could not be read, with \\-\\-strict.
      .TP
      .B 4
      Refused.
      .SH FILES
      .TP
      .I pyproject.toml
      The table [tool.loopmend] holds the settings of a project.
      .TP
      .I loopmend.toml
      The same without the name of the table.
      .SH SEE ALSO
      .BR git\\-apply (1)
      """;

  private final Session session;
  private final Supplier<CommandLine> commands;

  ManCommand(Session session, Supplier<CommandLine> commands) {
    this.session = session;
    this.commands = commands;
  }

  CommandSpec spec() {
    CommandSpec spec = Argument.command(this, "man", "Print the manual page.", List.of());
    spec.usageMessage().hidden(true);
    return spec;
  }

  @Override
  public Integer call() {
    StringBuilder page = new StringBuilder(head());
    for (CommandLine command : commands.get().getSubcommands().values()) {
      if (!command.getCommandSpec().usageMessage().hidden()) {
        command(page, command.getCommandSpec());
      }
    }
    page.append(TAIL);
    session.console().data(page.toString().getBytes(StandardCharsets.UTF_8));
    return ExitCode.DONE;
  }

  private static String head() {
    return """
    .TH LOOPMEND 1 "" "loopmend %s" "User Commands"
    .SH NAME
    loopmend \\- find and mend asyncio bugs in Python code
    .SH SYNOPSIS
    .B loopmend
    .I COMMAND
    [\\fIOPTIONS\\fR] [\\fIPATH\\fR...]
    .SH DESCRIPTION
    Reads whole projects, works out what each name means and which functions run on the event loop,
    and gives back a change that can be reviewed: a unified diff, edits in place, or a git branch with
    one commit per recipe.
    What it does not have to change stays as it is, byte for byte.
    .SH COMMANDS
    """
        .formatted(escaped(Version.number()));
  }

  private static void command(StringBuilder page, CommandSpec command) {
    page.append(".SS \"loopmend ").append(command.name());
    command.positionalParameters().forEach(it -> page.append(' ').append(escaped(it.paramLabel())));
    page.append("\"\n");
    for (String line : command.usageMessage().description()) {
      page.append(text(line)).append('\n');
    }
    command.positionalParameters().forEach(it -> argument(page, it.paramLabel(), it));
    for (OptionSpec option : command.options()) {
      if (!option.hidden()) {
        String value = option.arity().max() > 0 ? "=" + option.paramLabel() : "";
        argument(page, String.join(", ", option.names()) + value, option);
      }
    }
  }

  private static void argument(StringBuilder page, String name, ArgSpec argument) {
    page.append(".TP\n.B ").append(escaped(name)).append('\n');
    page.append(text(String.join(" ", argument.description()))).append('\n');
  }

  /// A line of text: what begins with a full stop or a quote would be a command.
  private static String text(String line) {
    String escaped = escaped(line);
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-");
  }
}
