"""The room's door: accounts, actors, roles and keys."""

from anlan.access.domain.errors import KeyNotValid, RoleAboveReach, UsernameTaken
from anlan.access.domain.keys import prefix_in
from anlan.access.domain.roles import Role, home_of, roles
from anlan.access.events import (
    AccountCreated,
    AccountDisabled,
    KeyCreated,
    KeyRevoked,
    RoleGranted,
    RoleRevoked,
    SignedIn,
    SignedOut,
)
from anlan.access.models import User
from anlan.access.selectors.accounts import Account, AccountFilter, account, account_count, accounts
from anlan.access.selectors.actors import (
    RightHolder,
    actor_of_account,
    actor_of_key,
    actor_of_user,
    people_in_roles,
    people_with,
    regions_with,
)
from anlan.access.selectors.keys import KeyRow, api_keys
from anlan.access.services.accounts import (
    NewUser,
    create_user,
    create_user_with_role,
    disable_user,
    enable_user,
    grant_role,
    reset_password,
    revoke_role,
)
from anlan.access.services.demo_file import (
    DemoAccount,
    demo_accounts,
    forget_demo_accounts,
    write_demo_accounts,
)
from anlan.access.services.demonstration import (
    DemonstrationUser,
    put_demonstration_users,
    remove_demonstration_users,
)
from anlan.access.services.keys import IssuedKey, NewKey, create_api_key, revoke_api_key
from anlan.access.services.passwords import change_password
