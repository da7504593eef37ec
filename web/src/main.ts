import { mount } from 'svelte';
import './app/fonts.css';
import './app/tokens.css';
import './app/base.css';
import './app/print.css';
import App from './app/App.svelte';
import { i18n } from './i18n/i18n.svelte';
import { startTheme } from './app/theme.svelte';

startTheme();
await i18n.start();
const target = document.getElementById('app');
if (target) mount(App, { target });
