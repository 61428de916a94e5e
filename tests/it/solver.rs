//! Laws of leveling in plain integers: an independent checker, the true optimum of tiny projects, and what must not matter.

use gantline::schedule::leveling::{Budget, Draft, Job, Problem, Solution, Step, solve, watch};
use proptest::prelude::*;

const SEARCH: Budget = Budget::Schedules { count: 400, seed: 7 };

/// What a project is drawn as, before it is told to the library.
#[derive(Clone, Debug)]
struct Project {
    capacities: Vec<u32>,
    jobs: Vec<Work>,
}

#[derive(Clone, Debug)]
struct Work {
    duration: i32,
    release: i32,
    priority: u16,
    /// Units of each resource.
    needs: Vec<u32>,
    /// Which earlier job it waits for, and how long after its end.
    after: Vec<(usize, i32)>,
}

fn projects(most: usize) -> impl Strategy<Value = Project> {
    let capacities = prop::collection::vec(1u32..4, 1..4);
    (capacities, 2..=most).prop_flat_map(move |(capacities, n)| {
        let needs: Vec<_> = capacities.iter().map(|units| 0..=*units).collect();
        let link = (any::<prop::sample::Index>(), prop_oneof![4 => Just(0), 1 => -1i32..4]);
        let work = (1i32..6, prop_oneof![3 => Just(0), 1 => 0i32..6], 0u16..3, needs, prop::collection::vec(link, 0..3));
        prop::collection::vec(work, n).prop_map(move |works| {
            let jobs = works.into_iter().enumerate().map(|(place, (duration, release, level, needs, links))| {
                let after = links.into_iter().filter(|_| 0 < place).map(|(index, gap)| (index.index(place.max(1)), gap)).collect();
                Work { duration, release, priority: 300 * level, needs, after }
            });
            Project { capacities: capacities.clone(), jobs: jobs.collect() }
        })
    })
}

/// Tells `project` to the library: every time `scale` times as long, job `n` as number `names[n]`, priorities only if they count.
fn told(project: &Project, scale: i32, names: &[usize], has_priorities: bool) -> Problem {
    let mut draft = Draft::default();
    for &units in &project.capacities {
        draft.resource(&[Step { from: 0, units }]);
    }
    let number = |job: usize| u32::try_from(names[job]).unwrap();
    let mut by_number: Vec<usize> = (0..names.len()).collect();
    by_number.sort_by_key(|job| names[*job]);
    for job in by_number {
        let work = &project.jobs[job];
        let priority = if has_priorities { work.priority } else { 500 };
        let added = draft.job(Job { duration: work.duration * scale, release: work.release * scale, pin: None, priority });
        for (resource, units) in (0..).zip(&work.needs) {
            draft.demand(added, resource, *units);
        }
    }
    for (job, work) in project.jobs.iter().enumerate() {
        for &(earlier, gap) in &work.after {
            draft.link(number(earlier), number(job), (project.jobs[earlier].duration + gap) * scale);
        }
    }
    draft.finish().unwrap()
}

fn plain(project: &Project) -> Problem {
    told(project, 1, &(0..project.jobs.len()).collect::<Vec<_>>(), false)
}

/// What every layout must keep, read off the drawn project alone.
fn check(project: &Project, solution: &Solution) {
    let starts = &solution.layout.starts;
    let finish = |job: usize| starts[job] + project.jobs[job].duration;
    for (job, work) in project.jobs.iter().enumerate() {
        assert!(work.release <= starts[job]);
        assert_eq!(solution.layout.finishes[job], finish(job));
        for &(earlier, gap) in &work.after {
            assert!(finish(earlier) + gap <= starts[job], "{earlier} before {job}");
        }
    }
    let makespan = (0..project.jobs.len()).map(finish).max().unwrap();
    for t in 0..makespan {
        for (resource, capacity) in project.capacities.iter().enumerate() {
            let runs = |job: &usize| starts[*job] <= t && t < finish(*job);
            let used: u32 = (0..project.jobs.len()).filter(runs).map(|job| project.jobs[job].needs[resource]).sum();
            assert!(used <= *capacity, "{used} of {capacity} at {t}");
        }
    }
    assert_eq!(solution.makespan, makespan);
    assert!(solution.lower_bound <= makespan);
}

/// The least makespan there is, by trying every start of every job.
fn optimum(project: &Project, known: i32) -> i32 {
    let mut starts = Vec::new();
    let mut best = known;
    place(project, &mut starts, &mut best);
    best
}

fn place(project: &Project, starts: &mut Vec<i32>, best: &mut i32) {
    let job = starts.len();
    let finish = |earlier: usize| starts[earlier] + project.jobs[earlier].duration;
    let Some(work) = project.jobs.get(job) else {
        *best = (0..job).map(finish).max().unwrap();
        return;
    };
    let ready = work.after.iter().map(|(earlier, gap)| finish(*earlier) + gap).max().unwrap_or(0).max(work.release);
    let mut start = ready;
    while start + work.duration < *best {
        let fits = (start..start + work.duration).all(|t| {
            project.capacities.iter().enumerate().all(|(resource, capacity)| {
                let runs = |other: &usize| starts[*other] <= t && t < starts[*other] + project.jobs[*other].duration;
                let used: u32 = (0..job).filter(runs).map(|other| project.jobs[other].needs[resource]).sum();
                used + work.needs[resource] <= *capacity
            })
        });
        if fits {
            starts.push(start);
            place(project, starts, best);
            starts.pop();
        }
        start += 1;
    }
}

/// Whoever goes first at a moment matters no less than who could have gone instead.
fn check_priorities(project: &Project, starts: &[i32]) {
    let job_of = |job: usize| &project.jobs[job];
    for (urgent, work) in project.jobs.iter().enumerate() {
        let ready = work.after.iter().map(|(earlier, gap)| starts[*earlier] + job_of(*earlier).duration + gap).max().unwrap_or(0);
        let ready = ready.max(work.release);
        for (other, rival) in project.jobs.iter().enumerate() {
            let t = starts[other];
            let share = work.needs.iter().zip(&rival.needs).any(|(own, theirs)| 0 < *own && 0 < *theirs);
            if !share || work.priority <= rival.priority || t < ready || starts[urgent] <= t {
                continue;
            }
            let goes_before = |job: &usize| {
                let runs = starts[*job] <= t && t < starts[*job] + job_of(*job).duration;
                runs && *job != urgent && (starts[*job] < t || work.priority <= job_of(*job).priority)
            };
            let is_full = project.capacities.iter().enumerate().any(|(resource, capacity)| {
                let used: u32 = (0..project.jobs.len()).filter(goes_before).map(|job| job_of(job).needs[resource]).sum();
                *capacity < used + work.needs[resource]
            });
            assert!(is_full, "{other} went before {urgent} at {t}");
        }
    }
}

proptest! {
    #![proptest_config(crate::support::cases(120))]

    #[test]
    fn leveling_keeps_every_rule_and_search_is_never_worse(project in projects(24)) {
        let problem = plain(&project);
        let (rules, search) = (solve(&problem, Budget::Portfolio), solve(&problem, SEARCH));
        check(&project, &rules);
        check(&project, &search);
        prop_assert!(search.makespan <= rules.makespan);
        prop_assert!(rules.schedules <= search.schedules);
        prop_assert_eq!(search.lower_bound, rules.lower_bound);
        prop_assert_eq!(&solve(&problem, SEARCH), &search);
    }

    #[test]
    fn a_tiny_project_is_leveled_as_well_as_can_be(project in projects(5)) {
        // What overlaps the end of what it waits for may have to be placed before it.
        prop_assume!(project.jobs.iter().all(|work| work.after.iter().all(|(_, gap)| 0 <= *gap)));
        let problem = plain(&project);
        let search = solve(&problem, Budget::Schedules { count: 2_000, seed: 1 });
        prop_assert_eq!(search.makespan, optimum(&project, search.makespan));
    }

    #[test]
    fn the_bound_is_below_the_optimum(project in projects(5)) {
        let rules = solve(&plain(&project), Budget::Portfolio);
        prop_assert!(rules.lower_bound <= optimum(&project, rules.makespan));
    }

    #[test]
    fn the_unit_of_time_does_not_matter(project in projects(16)) {
        let names: Vec<usize> = (0..project.jobs.len()).collect();
        let (days, minutes) = (solve(&plain(&project), SEARCH), solve(&told(&project, 480, &names, false), SEARCH));
        prop_assert_eq!(minutes.makespan, 480 * days.makespan);
        prop_assert_eq!(minutes.lower_bound, 480 * days.lower_bound);
        prop_assert_eq!(minutes.layout.starts, days.layout.starts.iter().map(|start| 480 * start).collect::<Vec<_>>());
    }

    #[test]
    fn names_do_not_move_the_bound(project in projects(16), shift in 1usize..16) {
        let n = project.jobs.len();
        let names: Vec<usize> = (0..n).map(|job| (job * if n % 7 == 0 { 1 } else { 7 } + shift) % n).collect();
        let renamed = solve(&told(&project, 1, &names, false), SEARCH);
        let as_drawn = |times: &[i32]| names.iter().map(|name| times[*name]).collect::<Vec<_>>();
        let mut solution = renamed.clone();
        solution.layout.starts = as_drawn(&renamed.layout.starts);
        solution.layout.finishes = as_drawn(&renamed.layout.finishes);
        check(&project, &solution);
        prop_assert_eq!(renamed.lower_bound, solve(&plain(&project), Budget::Portfolio).lower_bound);
    }

    #[test]
    fn one_more_of_anything_lowers_the_bound_or_leaves_it(mut project in projects(14), which: prop::sample::Index) {
        let bound = |project: &Project| {
            let (rules, search) = (solve(&plain(project), Budget::Portfolio), solve(&plain(project), SEARCH));
            assert_eq!(rules.lower_bound, search.lower_bound);
            search.lower_bound
        };
        let before = bound(&project);
        let n = project.capacities.len();
        project.capacities[which.index(n)] += 1;
        prop_assert!(bound(&project) <= before);
        // What nobody takes has no bound but the longest chain; more of it changes nothing, and none of it keeps no work from being done.
        project.jobs.iter_mut().for_each(|work| work.needs.fill(0));
        prop_assert!(bound(&project) <= before);
    }

    #[test]
    fn what_matters_more_goes_first(mut project in projects(16)) {
        project.jobs.iter_mut().for_each(|work| work.after.iter_mut().for_each(|(_, gap)| *gap = (*gap).max(0)));
        let names: Vec<usize> = (0..project.jobs.len()).collect();
        let problem = told(&project, 1, &names, true);
        for budget in [Budget::Portfolio, SEARCH] {
            let solution = solve(&problem, budget);
            check(&project, &solution);
            check_priorities(&project, &solution.layout.starts);
        }
    }

    #[test]
    fn priority_that_all_share_changes_nothing(project in projects(16), priority in 0u16..1000) {
        let mut alike = project.clone();
        alike.jobs.iter_mut().for_each(|work| work.priority = priority);
        let names: Vec<usize> = (0..project.jobs.len()).collect();
        prop_assert_eq!(solve(&told(&alike, 1, &names, true), SEARCH), solve(&plain(&project), SEARCH));
    }
}

/// A project in which chains of jobs cross on a few people, `n` jobs in all.
fn large(n: u32, n_people: u32) -> Problem {
    let mut draft = Draft::default();
    (0..n_people).for_each(|_| {
        draft.resource(&[Step { from: 0, units: 1 }]);
    });
    for job in 0..n {
        let duration = 60 * (1 + i32::try_from(job * 7 % 11).unwrap());
        draft.job(Job { duration, release: 0, pin: None, priority: 500 });
        draft.demand(job, job * 13 % n_people, 1);
        if job % 10 == 0 {
            draft.demand(job, (job * 13 + 1) % n_people, 1);
        }
        if 9 < job {
            draft.link(job - 10, job, 60 * (1 + i32::try_from((job - 10) * 7 % 11).unwrap()));
        }
    }
    draft.finish().unwrap()
}

#[test]
fn many_people_do_one_thing_at_a_time() {
    let n_people = 500;
    let problem = large(20_000, n_people);
    let solution = solve(&problem, Budget::Portfolio);
    let mut busy: Vec<Vec<(i32, i32)>> = vec![Vec::new(); n_people as usize];
    for job in problem.jobs() {
        for demand in problem.demands(job) {
            busy[demand.resource as usize].push((solution.layout.starts[job as usize], solution.layout.finishes[job as usize]));
        }
    }
    for mut list in busy {
        list.sort_unstable();
        assert!(list.windows(2).all(|pair| pair[0].1 <= pair[1].0));
    }
}

/// Sixty jobs that hardly fit beside each other.
fn knotty() -> Problem {
    let mut draft = Draft::default();
    (0..4).for_each(|_| {
        draft.resource(&[Step { from: 0, units: 7 }]);
    });
    let duration = |job: u32| 1 + i32::try_from(job * 37 % 10).unwrap();
    for job in 0..60 {
        draft.job(Job { duration: duration(job), release: 0, pin: None, priority: 500 });
        for resource in 0..4 {
            draft.demand(job, resource, (job * (17 + 12 * resource) + resource) % 6);
        }
        for earlier in [job * 5 / 7, job * 2 / 3].into_iter().filter(|earlier| *earlier < job) {
            draft.link(earlier, job, duration(earlier));
        }
    }
    draft.finish().unwrap()
}

#[test]
fn a_search_can_be_watched() {
    let problem = knotty();
    let mut last = i32::MAX;
    let budget = Budget::Schedules { count: 2_000, seed: 3 };
    let solution = watch(&problem, budget, &mut |progress| {
        assert!(progress.makespan <= last && progress.lower_bound <= progress.makespan);
        last = progress.makespan;
    });
    assert_eq!(last, solution.makespan);
    assert_eq!(solution, solve(&problem, budget));
}
