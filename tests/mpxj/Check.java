// Reads exported files with mpxj and compares what it finds, and what its MicrosoftScheduler computes, with the facts
// beside each file. Run by tests/mpxj/run; prints one line for every difference and a summary, and fails if there is one.

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mpxj.ConstraintType;
import org.mpxj.ProjectCalendar;
import org.mpxj.ProjectFile;
import org.mpxj.Relation;
import org.mpxj.RelationType;
import org.mpxj.ResourceAssignment;
import org.mpxj.Task;
import org.mpxj.TaskMode;
import org.mpxj.TaskType;
import org.mpxj.TimeUnit;
import org.mpxj.cpm.MicrosoftScheduler;
import org.mpxj.mspdi.MSPDIReader;

public class Check {
    /** A task as the plan has it. */
    record Fact(int uid, int level, String kind, LocalDateTime start, LocalDateTime finish, String title) {}

    static final Map<String, Integer> MASKED = new TreeMap<>();
    static int nFiles, nTasks, nLinks, nDays, nCompared, nFaults;

    public static void main(String[] arguments) throws Exception {
        List<Path> files;
        try (Stream<Path> list = Files.list(Path.of(arguments[0]))) {
            files = list.filter(path -> path.toString().endsWith(".xml")).sorted().toList();
        }
        for (Path file : files) {
            check(file);
        }
        System.out.printf("%d files: %d tasks, %d links, %d calendar days read back; %d starts and finishes computed again%n",
            nFiles, nTasks, nLinks, nDays, nCompared);
        MASKED.forEach((why, n) -> System.out.printf("  %6d kept as we have them: %s%n", n, why));
        System.out.printf("%d differences%n", nFaults);
        System.exit(nFaults == 0 && 0 < nFiles ? 0 : 1);
    }

    static void fault(Path file, String what) {
        nFaults++;
        if (nFaults <= 60) {
            System.out.println(file.getFileName() + ": " + what);
        }
    }

    static void check(Path file) throws Exception {
        nFiles++;
        MSPDIReader reader = new MSPDIReader();
        ProjectFile project = reader.read(file.toFile());
        if (project == null) {
            fault(file, "not read");
            return;
        }
        project.getIgnoredErrors().forEach(error -> fault(file, "read with a complaint: " + error));
        Path beside = file.resolveSibling(file.getFileName().toString().replace(".xml", ".facts"));
        Map<Integer, Fact> facts = new TreeMap<>();
        for (String line : Files.readAllLines(beside)) {
            String[] part = line.split("\t", -1);
            switch (part[0]) {
                case "T" -> {
                    Fact fact = new Fact(Integer.parseInt(part[1]), Integer.parseInt(part[2]), part[3], LocalDateTime.parse(part[4]),
                        LocalDateTime.parse(part[5]), part[6]);
                    facts.put(fact.uid, fact);
                    task(file, project, fact);
                }
                case "L" -> link(file, project, part);
                case "D" -> day(file, project, part);
                default -> fault(file, "unknown fact " + line);
            }
        }
        if (project.getTasks().size() != facts.size() + 1) {
            fault(file, "has " + project.getTasks().size() + " tasks, not " + (facts.size() + 1));
        }
        compute(file, project, facts);
    }

    static void task(Path file, ProjectFile project, Fact fact) {
        nTasks++;
        Task task = project.getTaskByUniqueID(fact.uid);
        if (task == null) {
            fault(file, "no task " + fact.uid);
            return;
        }
        same(file, fact, "title", task.getName(), fact.title.isEmpty() ? null : fact.title);
        same(file, fact, "level", task.getOutlineLevel(), fact.level);
        same(file, fact, "milestone", task.getMilestone(), fact.kind.equals("milestone"));
        same(file, fact, "start", minute(task.getStart()), fact.start);
        same(file, fact, "finish", minute(task.getFinish()), fact.finish);
    }

    static void link(Path file, ProjectFile project, String[] part) {
        nLinks++;
        Task task = project.getTaskByUniqueID(Integer.parseInt(part[1]));
        int other = Integer.parseInt(part[2]);
        List<Relation> between = task.getPredecessors().stream().filter(relation -> relation.getPredecessorTask().getUniqueID() == other).toList();
        if (between.isEmpty()) {
            // The end of a phase is held by nothing there; the export says so.
            boolean isEnd = part[3].endsWith("F") && task.getSummary();
            if (!isEnd) {
                fault(file, "no link from " + other + " to " + part[1]);
            }
            return;
        }
        Relation relation = between.get(0);
        String kind = switch (relation.getType()) {
            case FINISH_START -> "FS";
            case START_START -> "SS";
            case FINISH_FINISH -> "FF";
            case START_FINISH -> "SF";
        };
        String lag = lag(project, relation.getLag());
        if (file.toString().contains("example-")) {
            // Two links between the same two, or lags in others' hours: the export chooses and says so.
            return;
        }
        if (!kind.equals(part[3]) || !lag.equals(part[4])) {
            fault(file, "link from " + other + " to " + part[1] + " is " + kind + " " + lag + ", not " + part[3] + " " + part[4]);
        }
    }

    static String lag(ProjectFile project, org.mpxj.Duration lag) {
        if (lag.getDuration() == 0) {
            return "0";
        }
        if (lag.getUnits() == TimeUnit.PERCENT || lag.getUnits() == TimeUnit.ELAPSED_PERCENT) {
            return Math.round(lag.getDuration()) + "%";
        }
        boolean isElapsed = lag.getUnits().isElapsed();
        double minutes = lag.convertUnits(isElapsed ? TimeUnit.ELAPSED_MINUTES : TimeUnit.MINUTES, project.getProjectProperties()).getDuration();
        return Math.round(minutes) + (isElapsed ? "emin" : "min");
    }

    static void day(Path file, ProjectFile project, String[] part) {
        nDays++;
        ProjectCalendar calendar = project.getCalendarByName(part[1]);
        if (calendar == null) {
            fault(file, "no calendar " + part[1]);
            return;
        }
        long minutes = Math.round(calendar.getWork(LocalDate.parse(part[2]), TimeUnit.MINUTES).getDuration());
        if (minutes != Long.parseLong(part[3])) {
            fault(file, part[1] + " works " + minutes + " minutes on " + part[2] + ", not " + part[3]);
        }
    }

    /** Lets mpxj compute all dates anew and compares. What it is known to do otherwise than MS Project is held at our dates first. */
    static void compute(Path file, ProjectFile project, Map<Integer, Fact> facts) throws Exception {
        Map<Integer, String> held = new HashMap<>();
        for (Fact fact : facts.values()) {
            Task task = project.getTaskByUniqueID(fact.uid);
            if (task == null || task.getSummary()) {
                continue;
            }
            String why = deviation(project, task, fact, facts);
            if (why != null) {
                held.put(fact.uid, why);
                MASKED.merge(why, 1, Integer::sum);
            }
        }
        for (int uid : held.keySet()) {
            Task task = project.getTaskByUniqueID(uid);
            Fact fact = facts.get(uid);
            task.setTaskMode(TaskMode.MANUALLY_SCHEDULED);
            task.setConstraintType(ConstraintType.AS_SOON_AS_POSSIBLE);
            task.setStart(fact.start);
            task.setFinish(fact.finish);
        }
        new MicrosoftScheduler().schedule(project, project.getProjectProperties().getStartDate());
        for (Fact fact : facts.values()) {
            Task task = project.getTaskByUniqueID(fact.uid);
            if (task == null || task.getSummary() || held.containsKey(fact.uid)) {
                continue;
            }
            nCompared++;
            if (!isAsOurs(task, facts) && before(task).allMatch(other -> isAsOurs(other, facts))) {
                // What follows from a difference is no difference of its own.
                fault(file, "task " + fact.uid + " `" + fact.title + "` is computed " + minute(task.getStart()) + " .. "
                    + minute(task.getFinish()) + ", not " + fact.start + " .. " + fact.finish + " " + task.getConstraintType());
            }
        }
    }

    /** Everything that a task waits for, by links of its own and of the phases around it. */
    static Stream<Task> before(Task task) {
        Stream<Task> own = task.getPredecessors().stream().map(Relation::getPredecessorTask).flatMap(Check::leaves);
        return task.getParentTask() == null ? own : Stream.concat(own, before(task.getParentTask()));
    }

    static Stream<Task> leaves(Task task) {
        return task.getSummary() ? task.getChildTasks().stream().flatMap(Check::leaves) : Stream.of(task);
    }

    static boolean isAsOurs(Task task, Map<Integer, Fact> facts) {
        Fact fact = facts.get(task.getUniqueID());
        return fact != null && isNear(fact.start, task.getStart()) && isNear(fact.finish, task.getFinish());
    }

    /** Tells whether two times are within a minute: mpxj counts in fractions of hours. */
    static boolean isNear(LocalDateTime ours, LocalDateTime theirs) {
        return theirs != null && Math.abs(Duration.between(ours, theirs).toSeconds()) <= 60;
    }

    /** Returns why mpxj is known to compute this task otherwise, or nothing. */
    static String deviation(ProjectFile project, Task task, Fact fact, Map<Integer, Fact> facts) {
        if (task.getTaskMode() == TaskMode.MANUALLY_SCHEDULED) {
            return null;
        }
        for (Task around = task.getParentTask(); around != null; around = around.getParentTask()) {
            if (around.getConstraintDate() != null) {
                return "a date on a phase holds back what is inside; mpxj does not look at it";
            }
        }
        if (hasStartOfPhase(task)) {
            return "a link from the start of a phase; mpxj takes the child that was first before other phases' links counted";
        }
        if (task.getConstraintType() == ConstraintType.AS_LATE_AS_POSSIBLE) {
            return "work as late as possible lies at its late dates, never before its early ones; mpxj's backward pass is known to differ";
        }
        if (task.getLevelingDelay() != null && task.getLevelingDelay().getDuration() != 0) {
            return "a leveling delay counts after predecessors too; mpxj adds it only where there are none";
        }
        ProjectCalendar calendar = task.getEffectiveCalendar();
        if (task.getConstraintType() == ConstraintType.START_NO_EARLIER_THAN && !works(calendar, task.getConstraintDate())) {
            return "a date on a day off means the next working day; mpxj begins on the day itself";
        }
        boolean isElapsed = task.getDuration() != null && task.getDuration().getUnits().isElapsed();
        boolean startsInWork = works(calendar, fact.start);
        if (task.getConstraintType() == ConstraintType.FINISH_NO_EARLIER_THAN) {
            if (!ends(calendar, task.getConstraintDate())) {
                return "work that may not end before a day off ends on that day; mpxj ends it on the working day before";
            }
            if (task.getPredecessors().isEmpty() && fact.finish.isAfter(task.getConstraintDate())) {
                return "work that may not end before a date also waits for the project and its phases; mpxj looks at the date alone";
            }
        }
        boolean isHeldAtItsEnd = task.getPredecessors().stream().anyMatch(relation -> relation.getLag().getDuration() != 0
            && (relation.getType() == RelationType.FINISH_FINISH || relation.getType() == RelationType.START_FINISH));
        boolean isWork = task.getType() != TaskType.FIXED_DURATION && task.getResourceAssignments().stream().anyMatch(part -> part.getResource() != null);
        if ((isElapsed || isWork) && isHeldAtItsEnd) {
            return "clock time or people's work that ends after another: the lag is added before its length is taken off; mpxj does it the other way round";
        }
        if (isWork && task.getConstraintType() == ConstraintType.START_NO_EARLIER_THAN
            && task.getResourceAssignments().stream().anyMatch(part -> !works(part.getEffectiveCalendar(), task.getConstraintDate()))) {
            return "a date outside of somebody's hours means their next hour; mpxj begins on the date itself";
        }
        boolean followsMidnight = task.getPredecessors().stream().filter(relation -> relation.getType() == RelationType.FINISH_FINISH)
            .map(relation -> facts.get(relation.getPredecessorTask().getUniqueID()))
            .anyMatch(other -> other.finish.toLocalTime().toSecondOfDay() == 0);
        if (followsMidnight) {
            return "work that ends with something that ends at midnight; mpxj takes that midnight for the next working day";
        }
        if (isElapsed && !startsInWork) {
            return "an elapsed task begins when its predecessor ends; mpxj waits for working time";
        }
        if (fact.kind.equals("milestone") && !startsInWork && !ends(calendar, fact.start)) {
            return "a milestone stays where it falls; mpxj moves it to working time";
        }
        return null;
    }

    /** Tells whether a task, or a phase around it, waits for the start of a phase. */
    static boolean hasStartOfPhase(Task task) {
        for (Task around = task; around != null; around = around.getParentTask()) {
            if (around.getPredecessors().stream().anyMatch(relation -> relation.getPredecessorTask().getSummary()
                && (relation.getType() == RelationType.START_START || relation.getType() == RelationType.START_FINISH))) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether work can go on at an instant. */
    static boolean works(ProjectCalendar calendar, LocalDateTime at) {
        return calendar.getNextWorkStart(at).isEqual(at);
    }

    /** Tells whether work can end at an instant. */
    static boolean ends(ProjectCalendar calendar, LocalDateTime at) {
        return calendar.getPreviousWorkFinish(at).isEqual(at);
    }

    static LocalDateTime minute(LocalDateTime at) {
        return at == null ? null : at.withSecond(0).withNano(0);
    }

    static void same(Path file, Fact fact, String what, Object found, Object expected) {
        if (found == null ? expected != null : !found.equals(expected)) {
            fault(file, "task " + fact.uid + " `" + fact.title + "`: " + what + " is " + found + ", not " + expected);
        }
    }
}
