"""What is said when a place, a leave, a move or an announcement cannot be written. Names nobody."""

from hjemad.kernel.errors import AlreadyClosed, InputRejected, StayOverlaps


class AlreadyAway(StayOverlaps):
    """The person is away in one of these nights already."""

    code = "already_away"


class PlaceInUse(StayOverlaps):
    """Somebody sleeps in the place, or it is closed or held, in one of these nights."""

    code = "place_in_use"


def already_away() -> AlreadyAway:
    """Two leaves of one person share no night."""
    return AlreadyAway(
        en="The person is away in one of these nights already. Open that, and change it",
        da="Borgeren er allerede væk i en af de nætter. Åbn det, og ret det dér",
    )


def already_back() -> AlreadyClosed:
    """The leave has ended."""
    return AlreadyClosed(
        en="The person is back already. Open the stay, and see what is written",
        da="Borgeren er allerede tilbage. Åbn opholdet, og se, hvad der står",
    )


def not_moved() -> AlreadyClosed:
    """There is no move to undo."""
    return AlreadyClosed(
        en="There is no move to undo any more. Open the stay, and see where the person sleeps",
        da="Der er ingen flytning at fortryde mere. Åbn opholdet, og se, hvor borgeren sover",
    )


def same_place() -> InputRejected:
    """A move goes to another place."""
    return InputRejected(
        en="The person sleeps there already. Choose another place",
        da="Borgeren sover der allerede. Vælg en anden plads",
    )


def place_in_use() -> PlaceInUse:
    """Says nothing of who it is."""
    return PlaceInUse(
        en="Somebody sleeps there, or slept there in one of these nights. Let them move first",
        da="Nogen sover der, eller sov der i en af de nætter. Lad vedkommende flytte først",
    )


def closed_twice() -> PlaceInUse:
    """Two closings share no night."""
    return PlaceInUse(
        en="The place is closed already in one of these nights. Open it first",
        da="Pladsen er allerede lukket i en af de nætter. Åbn den først",
    )


def place_awaits() -> PlaceInUse:
    """Two announced for one place."""
    return PlaceInUse(
        en="Somebody else is announced for that place. Choose another, or none yet",
        da="En anden er meldt til den plads. Vælg en anden, eller ingen endnu",
    )


def settled_already() -> AlreadyClosed:
    """Somebody announced has come, or was taken off."""
    return AlreadyClosed(
        en="The announcement is settled already. Open the board, and see what happened",
        da="Det er allerede klaret. Åbn tavlen, og se, hvad der skete",
    )


class PlacesAreFree(InputRejected):
    """A house with a free place is not full."""

    code = "places_are_free"


def places_are_free(labels: list[str]) -> PlacesAreFree:
    """Full is what the house is, never why somebody is not wanted."""
    shown = ", ".join(labels[:4])
    return PlacesAreFree(
        en=f"The house is not full: {shown} is free. Admit, or choose another ground",
        da=f"Huset er ikke fuldt: {shown} er fri. Indskriv, eller vælg en anden grund",
    )


def not_another_house() -> InputRejected:
    """Places are shown to another shelter, and people sent to another place."""
    return InputRejected(en="Choose another house than your own", da="Vælg et andet hus end jeres eget")


def shared_already() -> AlreadyClosed:
    """One agreement at a time with one house."""
    return AlreadyClosed(
        en="That house is shown your places already", da="Det hus får allerede vist jeres pladser"
    )
