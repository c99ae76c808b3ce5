use super::*;

const AT: DateTime<Utc> = DateTime::UNIX_EPOCH;

fn user(number: u128) -> UserId {
    UserId(uuid::Uuid::from_u128(number))
}

fn member(role: Role) -> Member {
    Member { role, until: None }
}

/// A tenant whose owner is user 1, with these members more.
fn tenant(members: &[(u128, Role)]) -> Tenant {
    let mut tenant = Tenant::default();
    let (name, region) = ("Acme".to_owned(), "default".to_owned());
    tenant.evolve(TenantEvent::TenantCreated { name, region, owner: user(1), created_at: AT });
    for (number, role) in members {
        let (user, member) = (user(*number), member(*role));
        tenant.evolve(TenantEvent::MemberAdded { user, member, added_at: AT });
    }
    tenant
}

fn change(number: u128, role: Role, by: Role) -> TenantCommand {
    TenantCommand::ChangeMember { user: user(number), member: member(role), by, at: AT }
}

#[test]
fn the_last_owner_stays() {
    let alone = tenant(&[(2, Role::Admin)]);
    let remove = TenantCommand::RemoveMember { user: user(1), by: Role::Owner, at: AT };
    assert_eq!(alone.decide(remove.clone()), Err(TenantError::LastOwner));
    assert_eq!(alone.decide(change(1, Role::Admin, Role::Owner)), Err(TenantError::LastOwner));
    let shared = tenant(&[(2, Role::Owner)]);
    assert_eq!(shared.decide(remove).map(|events| events.len()), Ok(1));
}

#[test]
fn an_admin_makes_no_owner_and_unmakes_none() {
    let tenant = tenant(&[(2, Role::Owner), (3, Role::Developer)]);
    for command in [change(3, Role::Owner, Role::Admin), change(2, Role::Developer, Role::Admin)] {
        assert!(matches!(tenant.decide(command), Err(TenantError::NotGranted { by: Role::Admin, .. })));
    }
    assert_eq!(tenant.decide(change(3, Role::Admin, Role::Admin)).map(|events| events.len()), Ok(1));
}

#[test]
fn who_is_gone_is_removed_once() {
    let remove = TenantCommand::RemoveMember { user: user(9), by: Role::Owner, at: AT };
    assert_eq!(tenant(&[]).decide(remove), Ok(vec![]));
}

#[test]
fn an_auditor_has_an_end_within_ninety_days() {
    let tenant = tenant(&[]);
    let add = |until| {
        let member = Member { role: Role::Auditor, until };
        tenant.decide(TenantCommand::AddMember { user: user(2), member, at: AT })
    };
    assert_eq!(add(None), Err(TenantError::Until(Role::Auditor)));
    assert_eq!(add(Some(AT + TimeDelta::days(91))), Err(TenantError::Until(Role::Auditor)));
    assert_eq!(add(Some(AT)), Err(TenantError::Over));
    assert_eq!(add(Some(AT + TimeDelta::days(1))).map(|events| events.len()), Ok(1));
}

#[test]
fn a_member_whose_time_is_over_has_no_role_and_may_be_added_again() {
    let mut tenant = tenant(&[]);
    let until = Some(AT + TimeDelta::days(1));
    let member = Member { role: Role::Auditor, until };
    tenant.evolve(TenantEvent::MemberAdded { user: user(2), member, added_at: AT });
    let organisation = tenant.created().unwrap();
    assert!(organisation.role_of(user(2), AT).is_some());
    let later = AT + TimeDelta::days(2);
    assert_eq!(organisation.role_of(user(2), later), None);
    let again = Member { role: Role::Analyst, until: None };
    let added = tenant.decide(TenantCommand::AddMember { user: user(2), member: again, at: later });
    assert_eq!(added.map(|events| events.len()), Ok(1));
}

#[test]
fn what_is_done_already_makes_no_events() {
    let tenant = tenant(&[(2, Role::Admin)]);
    let create = TenantCommand::Create {
        name: "Acme".to_owned(),
        region: "default".to_owned(),
        owner: user(1),
        at: AT,
    };
    assert_eq!(tenant.decide(create), Ok(vec![]));
    assert_eq!(tenant.decide(change(2, Role::Admin, Role::Owner)), Ok(vec![]));
    let add = TenantCommand::AddMember { user: user(2), member: member(Role::Admin), at: AT };
    assert_eq!(tenant.decide(add), Ok(vec![]));
    let rename = TenantCommand::Rename { name: "Acme".to_owned(), at: AT };
    assert_eq!(tenant.decide(rename), Ok(vec![]));
}

#[test]
fn an_id_is_had_by_one() {
    let create = TenantCommand::Create {
        name: "Acme".to_owned(),
        region: "default".to_owned(),
        owner: user(7),
        at: AT,
    };
    assert_eq!(tenant(&[]).decide(create), Err(TenantError::Exists));
}
