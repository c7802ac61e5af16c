package dev.loopmend.semantic;

import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// By which names a program keeps a task that it starts with `here`.
class KeptTasksTest {
  @Test
  void whatATaskIsBoundTo() {
    Python file =
        Python.file(
            """
            first = second = here(run())  #> first second
            annotated: Task = here(run())  #> annotated
            if (walrus := here(run())):  #> walrus
                pass
            self.kept = here(run())  #> kept
            tasks["reader"] = here(run())  #> "reader" tasks
            self.tasks.append(here(run()))  #> tasks
            waiting.add(here(run()))  #> waiting
            pair = [here(run()), other]  #> pair
            by_name = {"reader": here(run())}  #> by_name
            chosen = here(run()) if quick else other  #> chosen
            print(here(run()))  #> none
            queue.put(here(run()))  #> none
            here(run())  #> none
            """);
    file.expectAt(
        "here",
        call -> {
          var names = new TreeSet<>(KeptTasks.namesOf(file.model(), call));
          return names.isEmpty() ? "none" : String.join(" ", names);
        });
  }
}
