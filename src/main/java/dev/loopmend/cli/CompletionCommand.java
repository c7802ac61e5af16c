package dev.loopmend.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `loopmend completion`: a script by which a shell completes commands and options.
final class CompletionCommand implements Callable<Integer> {
  private final Session session;
  private final Supplier<CommandLine> commands;

  private final GeneralOptions general = new GeneralOptions();

  private final Argument<String> shell = Argument.parameter("SHELL", "bash, zsh or fish");

  /// A command of a session; `commands` makes all commands.
  CompletionCommand(Session session, Supplier<CommandLine> commands) {
    this.session = session;
    this.commands = commands;
  }

  CommandSpec spec() {
    List<Argument<?>> arguments = new ArrayList<>();
    arguments.add(shell);
    arguments.addAll(general.arguments());
    return Argument.command(
        this,
        "completion",
        "Print a script for the shell that completes commands and options.",
        arguments);
  }

  @Override
  public Integer call() {
    return switch (shell.value()) {
      // The script of bash turns on what zsh needs to read it.
      case "bash", "zsh" -> print(AutoComplete.bash("loopmend", commands.get()));
      case "fish" -> print(fish(commands.get()));
      case String other ->
          session.wrong("there is no completion for '" + other + "': name bash, zsh or fish");
    };
  }

  private int print(String script) {
    session.console().data(script.getBytes(StandardCharsets.UTF_8));
    return ExitCode.DONE;
  }

  /// Source: https://fishshell.com/docs/current/cmds/complete.html
  private static String fish(CommandLine all) {
    StringBuilder script = new StringBuilder("# fish completion for loopmend\n");
    for (CommandLine command : all.getSubcommands().values()) {
      if (command.getCommandSpec().usageMessage().hidden()) {
        continue;
      }
      String name = command.getCommandName();
      script
          .append("complete -c loopmend -n __fish_use_subcommand -f -a ")
          .append(name)
          .append(" -d ")
          .append(quoted(command.getCommandSpec().usageMessage().description()))
          .append('\n');
      for (OptionSpec option : command.getCommandSpec().options()) {
        if (!option.hidden()) {
          script.append("complete -c loopmend -n '__fish_seen_subcommand_from ").append(name);
          script.append("'").append(option(option)).append('\n');
        }
      }
    }
    return script.toString();
  }

  private static String option(OptionSpec option) {
    StringBuilder text = new StringBuilder();
    for (String name : option.names()) {
      text.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^--?", ""));
    }
    List<String> values = new ArrayList<>();
    if (option.completionCandidates() != null) {
      option.completionCandidates().forEach(values::add);
    }
    if (!values.isEmpty()) {
      text.append(" -x -a '").append(String.join(" ", values)).append("'");
    } else if (option.arity().max() > 0) {
      text.append(" -r");
    }
    return text.append(" -d ").append(quoted(option.description())).toString();
  }

  /// A description up to its first stop, in quotes.
  private static String quoted(String... description) {
    String text = String.join(" ", description).split("[:;(]|\\. ", 2)[0];
    return "'" + text.strip().replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
