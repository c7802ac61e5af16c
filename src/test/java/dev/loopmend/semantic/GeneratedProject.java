package dev.loopmend.semantic;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/// Makes projects of any size: modules of functions and classes that call their neighbours. Equal
/// seeds give equal projects.
final class GeneratedProject {
  private final Random random;
  private final int modules;

  private GeneratedProject(long seed, int modules) {
    this.random = new Random(seed);
    this.modules = modules;
  }

  /// The files of a project by path; a module has about a hundred lines and 22 functions.
  static Map<String, String> of(long seed, int modules) {
    GeneratedProject project = new GeneratedProject(seed, modules);
    Map<String, String> files = new LinkedHashMap<>();
    files.put("app/__init__.py", "");
    for (int module = 0; module < modules; module++) {
      files.put("app/m" + module + ".py", project.module(module));
    }
    return files;
  }

  private String near(int module) {
    return "m" + Math.floorMod(module + random.nextInt(7) - 3, modules);
  }

  private String module(int module) {
    String near = near(module);
    StringBuilder text = new StringBuilder();
    text.append("import asyncio\nimport threading\nfrom app import ").append(near).append('\n');
    text.append("from app.").append(near).append(" import f1 as far\n");
    text.append("from app.m").append(module - module % 8).append(" import Service as Other\n\n\n");
    for (int function = 0; function < 16; function++) {
      function(text, near, function);
    }
    text.append(
        (module % 8 == 0 ? "class Service:" : "class Service(Other):")
            + "\n    shared: 'Service'\n\n");
    text.append("    def __init__(self, loop=None):\n");
    text.append(
        "        self.loop = loop or asyncio.get_event_loop()\n        self.other = None\n\n");
    for (int method = 0; method < 5; method++) {
      text.append("    ").append(random.nextInt(4) == 0 ? "async " : "").append("def step");
      text.append(method).append("(self, thing):\n        value = self.other\n");
      text.append("        self.step").append(random.nextInt(5)).append("(value)\n");
      text.append("        thing.step").append(random.nextInt(5)).append("(value)\n");
      text.append("        return far(value)\n\n");
    }
    return text.toString();
  }

  private void function(StringBuilder text, String near, int function) {
    text.append(random.nextInt(4) == 0 ? "async def f" : "def f").append(function);
    text.append("(value: int = 0) -> 'Service':\n    service = Service()\n");
    switch (random.nextInt(6)) {
      case 0 ->
          text.append("    threading.Thread(target=f").append(random.nextInt(16)).append(")\n");
      case 1 -> text.append("    registry = [f").append(random.nextInt(16)).append("]\n");
      default -> text.append("    f").append(random.nextInt(16)).append("(value)\n");
    }
    text.append("    ")
        .append(near)
        .append(".f")
        .append(random.nextInt(16))
        .append("(value)\n\n\n");
  }
}
