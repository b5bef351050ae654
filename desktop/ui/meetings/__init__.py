"""The board at work in the window: meetings with their agendas, referrals, the meeting itself, decisions and after."""
